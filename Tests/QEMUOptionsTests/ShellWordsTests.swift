import QEMUOptions
import SourceText
import TestKit
import Testing

@Suite struct ShellWordsTests {
  @Test(arguments: [
    ("virtserialport,bus=vs0.0,nr=1", "virtserialport,bus=vs0.0,nr=1"),
    ("", "''"),
    ("it's", #"'it'\''s'"#),
    (#"{"driver":"x"}"#, #"'{"driver":"x"}'"#),
    ("~/a", "'~/a'"),
    ("-é", "-é"),
  ]) func quotesStandWhereAndAsLibvirtSetsThem(word: String, quoted: String) {
    #expect(ShellWords.quoted(word) == quoted)
  }

  @Test(arguments: ["/bin/sh", "/bin/bash"]) func aRealShellReadsBackEveryString(shell: String) throws {
    var random = SeededGenerator(seed: 5)
    let words = (0..<300).map { _ in random.nastyString() } + ["-n", "--", "a=b", "-e x"]
    let script = "printf '%s\\0' " + words.map { ShellWords.quoted($0) }.joined(separator: " ")
    let run = try Program.run(shell, ["-c", script])
    #expect(run.output == words.flatMap { Array($0.utf8) + [0] })
  }

  @Test func aRealShellReadsBackEveryByte() throws {
    var random = SeededGenerator(seed: 6)
    let words = (0..<200).map { _ in (0..<8).map { _ in UInt8.random(in: 1...255, using: &random) } }
    let script = words.reduce(into: Array("printf '%s\\0'".utf8)) { $0 += [0x20] + ShellWords.quoted($1) }
    let run = try Program.run("/bin/sh", [], input: script)
    #expect(run.output == words.flatMap { $0 + [0] })
  }
}
