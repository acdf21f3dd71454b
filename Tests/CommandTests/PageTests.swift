import Glibc
import TestKit
import Testing

/// What the pages show is what happens. `make pages` writes it into them.
@Suite struct PageTests {
  static let all =
    ["README.md"]
    + ["docs", "docs/guides"].flatMap { folder in
      Fixtures.names(in: folder).filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
    }

  @Test(arguments: all) func commandsPrintWhatThePageShows(_ page: String) throws {
    let walkthrough = try #require(Walkthrough(page: page))
    if unsafe getenv("REFRESH_PAGES") != nil {
      try write(walkthrough.refreshed(), to: page)
    } else {
      for step in try walkthrough.run() {
        #expect(step.printed == step.shown, "\(page):\(step.line): \(step.command)")
      }
    }
  }

  /// What is shown and not run stands in a `text` block.
  @Test(arguments: all) func everyPromptIsRun(_ page: String) throws {
    for block in try blocks(of: page) where !block.isConsole && block.info != "text" {
      #expect(!block.text.hasPrefix("$ "), "\(page):\(block.line)")
    }
  }

  @Test(arguments: all) func quotesAreWhatTheSourceSays(_ page: String) throws {
    for block in try blocks(of: page) {
      guard let path = block.quotedFile else { continue }
      let source = try text(of: path).split(separator: "\n", omittingEmptySubsequences: false).map(\.unindented)
      let quote = block.text.split(separator: "\n", omittingEmptySubsequences: false).map(\.unindented).dropLast()
      #expect(source.contains(quote), "\(page):\(block.line) is not in \(path)")
    }
  }

  @Test(arguments: all) func linksLeadSomewhere(_ page: String) throws {
    let folder = page.split(separator: "/").dropLast().map { "\($0)/" }.joined()
    for link in try text(of: page).matches(of: /\]\(([^)#:]+)[^):]*\)/).map(\.output.1) {
      let path = "\(Fixtures.root)/\(folder)\(link)"
      #expect(unsafe access(path, F_OK) == 0, "\(page) links to \(link)")
    }
  }

  private func text(of page: String) throws -> String {
    String(decoding: try #require(Fixtures.bytes(page)), as: UTF8.self)
  }

  private func blocks(of page: String) throws -> [MarkdownBlock] { MarkdownBlock.all(in: try text(of: page)) }

  @Test func theIndexNamesEveryPage() throws {
    let index = try text(of: "docs/README.md")
    for page in Self.all where page.hasPrefix("docs/") && page != "docs/README.md" {
      #expect(index.contains("(\(page.dropFirst(5)))"), "docs/README.md does not name \(page)")
    }
  }

  private struct Unwritable: Error {}

  private func write(_ text: String, to page: String) throws {
    guard let file = unsafe fopen("\(Fixtures.root)/\(page)", "w") else { throw Unwritable() }
    defer { unsafe fclose(file) }
    unsafe fputs(text, file)
  }
}

extension Substring {
  /// The line without what stands before its first letter.
  fileprivate var unindented: Substring { drop { $0 == " " } }
}
