import Reports
import SourceText
import Testing

/// What is shown of one marked line: the source line and the underline, without the gutter.
private func shown(_ marked: String, width: Int = 48) -> [String] {
  let text = MarkedText(marked)
  let finding = Diagnostic(RuleID("VC205", "bad-number"), .error, at: text.ranges[0], "m")
  let report = written(.text, [FileFindings([finding], in: text.file)], style: TextStyle(width: width))
  return report.split(separator: "\n").dropFirst().map { String($0.dropFirst(8)) }
}

@Suite struct SnippetTests {
  @Test(arguments: [
    ("\t<a b='⟦x⟧'/>", "    <a b='x'/>", "          ^"),
    ("<a b='⟦a\tb⟧'/>", "<a b='a    b'/>", "      ^^^^^^"),
    ("<a b='漢字⟦é⟧'/>", "<a b='漢字é'/>", "          ^"),
    ("<a b='⟦漢字⟧'/>", "<a b='漢字'/>", "      ^^^^"),
    ("<a b='😀⟦e\u{301}⟧'/>", "<a b='😀e\u{301}'/>", "        ^"),
    ("<a b='⟦⟧'/>", "<a b=''/>", "      ^"),
    ("<a⟦⟧", "<a", "  ^"),
  ])
  func putsCaretsBelowTheValue(marked: String, line: String, carets: String) {
    #expect(shown(marked) == [line, carets])
  }

  @Test func underlinesTheFirstLineOfARangeThatGoesOn() {
    #expect(shown("<a>\r\n  ⟦<b\r\n/>⟧\r\n</a>") == ["  <b", "  ^^"])
  }

  @Test func shortensLongLinesAroundTheValue() {
    let long = String(repeating: "x", count: 1000)
    #expect(shown("<a b='⟦1⟧' c='\(long)'/>") == ["<a b='1' c='xxxxxxxxxxxxxxxxxxxxxxxxxx…", "      ^"])
    #expect(
      shown("<a c='\(long)' b='⟦1⟧' c='\(long)'/>")
        == ["…xxxxxxxxxxxxxx' b='1' c='xxxxxxxxxxxxx…", "                    ^"])
    #expect(
      shown("<a c='\(long)' b='⟦1⟧'/>") == [
        "…xxxxxxxxxxxxxxxxxxxxxxxxxxxxx' b='1'/>", "                                   ^",
      ])
  }

  @Test func shortensLongValues() {
    let long = String(repeating: "漢", count: 100_000)
    let lines = shown("<a b='⟦\(long)⟧'/>")
    #expect(lines == ["…" + String(repeating: "漢", count: 19) + "…", " " + String(repeating: "^", count: 38)])
  }

  @Test func showsBytesThatAreNoText() {
    let file = SourceFile(name: "a", bytes: [0xFF, 0x41, 0xC3, 0x28, 0x0A], encoding: .binary)
    let finding = Diagnostic(RuleID("VC001", "no-text"), .error, at: SourceRange(1, 2), "m")
    let lines = written(.text, [FileFindings([finding], in: file)]).split(separator: "\n")
    #expect(lines[1...] == ["    1 | \u{FFFD}A\u{FFFD}(", "      |  ^"])
  }

  @Test func pointsBehindTheEndOfAnEmptyFile() {
    let finding = Diagnostic(RuleID("VC002", "no-xml"), .error, at: SourceRange(at: 9), "m")
    let lines = written(.text, [FileFindings([finding], in: SourceFile(name: "a", ""))])
    #expect(lines == "a:1:1: error: m [VC002 no-xml]\n    1 | \n      | ^\n")
  }
}
