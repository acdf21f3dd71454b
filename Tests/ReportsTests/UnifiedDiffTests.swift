import Reports
import TestKit
import Testing

private func diff(_ old: String, _ new: String, path: String = "vm.xml") -> String {
  String(decoding: UnifiedDiff(path: path, old: Array(old.utf8), new: Array(new.utf8)).bytes(), as: UTF8.self)
}

private func lines(_ lines: some Sequence<Int>) -> String { lines.reduce(into: "") { $0 += "line \($1)\n" } }

@Suite struct UnifiedDiffTests {
  @Test func isEmptyWithoutADifference() {
    #expect(diff("a\nb", "a\nb") == "")
    #expect(diff("", "") == "")
  }

  @Test func showsThreeLinesAround() {
    let new = lines(1...20).replacing("line 10\n", with: "ten\n")
    #expect(
      diff(lines(1...20), new) == """
        --- a/vm.xml
        +++ b/vm.xml
        @@ -7,7 +7,7 @@
         line 7
         line 8
         line 9
        -line 10
        +ten
         line 11
         line 12
         line 13

        """)
  }

  @Test func joinsChangesThatAreNear() {
    let near = lines(1...20).replacing("line 5\n", with: "").replacing("line 12\n", with: "")
    let far = lines(1...20).replacing("line 5\n", with: "").replacing("line 13\n", with: "")
    #expect(diff(lines(1...20), near).split(separator: "\n").count(where: { $0.hasPrefix("@@") }) == 1)
    #expect(diff(lines(1...20), far).split(separator: "\n").count(where: { $0.hasPrefix("@@") }) == 2)
  }

  @Test func tellsOfAMissingLineEnd() {
    #expect(diff("a\nb", "a\nb\n").hasSuffix(" a\n-b\n\\ No newline at end of file\n+b\n"))
    #expect(diff("a\nb\n", "a\nb").hasSuffix(" a\n-b\n+b\n\\ No newline at end of file\n"))
  }

  @Test(arguments: [
    ("/etc/vm.xml", "--- /etc/vm.xml\n"), ("./a.xml", "--- a/a.xml\n"), ("a b.xml", "--- a/a b.xml\t\n"),
    ("a\tb\"\u{E9}.xml", #"--- "a/a\011b\"\303\251.xml""# + "\n"),
  ])
  func quotesNames(path: String, header: String) {
    #expect(diff("a\n", "b\n", path: path).hasPrefix(header))
  }

  @Test func escapesWhatIsShown() {
    let old = Array("a\t\u{1B}[2J\r\n".utf8)
    let diff = UnifiedDiff(path: "a", old: old, new: []).bytes(TextStyle(colored: true), shown: true)
    #expect(String(decoding: diff, as: UTF8.self).hasSuffix("\u{1B}[31m-a\t\\u{1B}[2J\u{1B}[0m\n"))
  }

  /// Random texts of few different lines, so that they repeat, with every kind of line end.
  @Test(arguments: ["patch", "git"]) func isWhatPatchAndGitTake(tool: String) throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<60 {
      let old = text(&random)
      let new = random.oneIn(10) ? text(&random) : edited(old, &random)
      guard old != new else { continue }
      let folder = TemporaryFolder()
      folder.write(old, to: "a b.xml")
      let diff = UnifiedDiff(path: "a b.xml", old: Array(old.utf8), new: Array(new.utf8)).bytes()
      let arguments = tool == "git" ? ["apply", "-"] : ["--binary", "-s", "-p1"]
      let run = try Program.run(tool, arguments, in: folder.path, input: diff)
      #expect(run.status == 0, "\(run.text)\(run.errorText)\n\(String(decoding: diff, as: UTF8.self))")
      let left = new.isEmpty && !folder.names.contains("a b.xml") ? "" : try folder.text("a b.xml")
      #expect(left == new)
    }
  }

  private func text(_ random: inout SeededGenerator) -> String {
    let lines = (0..<Int.random(in: 1...30, using: &random)).map { _ in line(&random) }
    return lines.joined() + (random.oneIn(3) ? "end" : "")
  }

  private func edited(_ text: String, _ random: inout SeededGenerator) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.map { random.oneIn(6) ? line(&random) : random.oneIn(9) ? "" : $0 + "\n" }.joined()
  }

  private func line(_ random: inout SeededGenerator) -> String {
    random.pick(["a\n", "b\n", "\n", "<c/>\r\n", "é\n", "\(Int.random(in: 0..<100, using: &random))\n"])
  }
}
