import TestKit
import Testing

/// Phrases that readers would have to translate into English: no page, help text or message contains one of them.
@Suite struct WordListTests {
  static let banned = [
    "a defect of", "anew", "are meant", "are told", "as is", "beforehand", "bite", "bites", "by itself",
    "come to nothing", "everybody", "exclude each other", "folder", "folders", "goes from", "goes with", "has to be",
    "have to be", "is meant", "is none", "is to be", "is to connect", "is to have", "is told", "mend", "mended",
    "mends", "no form in", "no word from", "no word of", "nobody", "of its day", "of which nobody", "said of",
    "says nothing", "somebody", "stand behind", "stand in", "stands alone", "stands at", "stands behind", "stands for",
    "stands in", "stands on", "stands there", "stands under", "stood", "there no more", "to be seen", "was meant",
    "was told", "what is no", "whoever", "will bite", "without a word",
  ]

  static let pages =
    ["README.md", "CHANGELOG.md", "SECURITY.md"]
    + ["docs", "integrations", "Sources"].flatMap { Fixtures.files(below: $0, ending: ".md") }

  @Test(arguments: pages) func aPageHasNoBannedPhrase(_ page: String) throws {
    let text = String(decoding: try #require(Fixtures.bytes(page)), as: UTF8.self)
    #expect(Self.phrases(in: text) == [], "\(page)")
  }

  @Test(arguments: HelpTests.commands) func theHelpOfACommandHasNoBannedPhrase(_ command: [String]) throws {
    let help = try Program.run(Program.virtChannelPath, command + ["--help"]).text
    let manual = try Program.run(Program.virtChannelPath, ["manual"] + command).text
    #expect(!help.isEmpty && !manual.isEmpty)
    #expect(Self.phrases(in: help) == [], "help of \(command)")
    #expect(Self.phrases(in: manual) == [], "manual page of \(command)")
  }

  /// Help, findings, errors and notes are string literals, also those that no example shows.
  @Test func noStringOfTheSourcesHasABannedPhrase() throws {
    let files = SwiftSources.all
    #expect(files.count > 300)
    for file in files {
      let text = String(decoding: try #require(Fixtures.bytes(file)), as: UTF8.self)
      #expect(Self.phrases(in: SwiftSources.literals(of: text)) == [], "\(file)")
    }
  }

  @Test func phrasesAreFoundAcrossLinesAndNotInsideWords() {
    #expect(Self.phrases(in: "It is\n  told.") == ["is told"])
    #expect(Self.phrases(in: "this told, a bitmap, mender") == [])
  }

  private static func phrases(in text: String) -> [String] {
    let words = " " + text.lowercased().split { !$0.isLetter && $0 != "'" }.joined(separator: " ") + " "
    return banned.filter { words.contains(" \($0) ") }
  }
}
