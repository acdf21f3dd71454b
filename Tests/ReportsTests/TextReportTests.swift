import Reports
import SourceText
import Testing

@Suite struct TextReportTests {
  @Test func countsWhatExceedsTheMaximum() {
    let file = SourceFile(name: "vm.xml", String(repeating: "<a/>\n", count: 10))
    let many = (0..<10).map { Diagnostic(RuleID("VC1", "n"), .error, at: SourceRange(at: $0 * 5), "number \($0)") }
    let one = Diagnostic(RuleID("VC2", "m"), .error, at: SourceRange(at: 45), "another")
    let text = written(.text, [FileFindings(many + [one], in: file)], maximum: 3)
    #expect(text.contains("number 2") && !text.contains("number 3") && text.contains("another"))
    #expect(text.hasSuffix("vm.xml: 7 more findings [VC1 n]\n"))
  }

  @Test(arguments: [(100, 10, "      = 290 more notes\n"), (.max, 300, "")])
  func aFactOfManyDomainsIsShort(maximum: Int, shown: Int, rest: String) {
    let file = SourceFile(name: "vm.xml", "<a/>\n")
    let notes = (0..<300).map { Diagnostic.Note("domain \($0)", at: SourceRange(at: 0)) }
    let finding = Diagnostic(RuleID("VC1", "n"), .warning, at: SourceRange(at: 0), "shared", notes: notes)
    let text = written(.text, [FileFindings([finding], in: file)], maximum: maximum)
    #expect(text.matches(of: #/note: domain/#).count == shown)
    #expect(text.hasSuffix(rest))
  }

  @Test func showsPlaceMessageRuleSourceLineNotesAndHelp() {
    let expected = """
      vm.xml:7:35: note: the attribute 'state' comes from a running domain [VC112 runtime-state]
          7 |     <target type='virtio' name='b' state='connected'/>
            |                                   ^^^^^^^^^^^^^^^^^^
      vm.xml:8:64: error: virtio-serial port 1 of controller 0 is already taken by channel 'a' (line 4) [VC201 duplicate-port]
          8 |     <address type='virtio-serial' controller='0' bus='0' port='1'/>
            |                                                                ^
      vm.xml:4:64: note: taken here
          4 |     <address type='virtio-serial' controller='0' bus='0' port='1'/>
            |                                                                ^
            = libvirt: XML error: virtio serial port 1 on controller 0 is already occupied
            = help: set port='2'
            = fix: change port to 2

      """
    #expect(written(.text, [Sample.clean, Sample.findings]) == expected)
  }

  @Test func paintsWhenAsked() {
    let line = written(.text, [Sample.findings], style: TextStyle(colored: true)).split(separator: "\n")[0]
    #expect(
      line == """
        \u{1B}[1mvm.xml:7:35:\u{1B}[0m \u{1B}[1;36mnote:\u{1B}[0m \
        the attribute 'state' comes from a running domain \u{1B}[2m[VC112 runtime-state]\u{1B}[0m
        """)
  }

  @Test func escapesWhatComesFromInput() {
    let text = MarkedText("<a b='⟦\u{1B}[31m\u{202E}⟧'/>", name: "\u{7}.xml")
    let finding = Diagnostic(
      RuleID("VC205", "bad-number"), .error, at: text.ranges[0], "'\u{1B}[31m' is no number", help: "not \u{1B}")
    let shown = written(.text, [FileFindings([finding], in: text.file)])
    #expect(
      shown == #"""
        \u{7}.xml:1:7: error: '\u{1B}[31m' is no number [VC205 bad-number]
            1 | <a b='\u{1B}[31m\u{202E}'/>
              |       ^^^^^^^^^^^^^^^^^^
              = help: not \u{1B}

        """#)
  }

  @Test func namesTheOtherFileOfANote() {
    let other = SourceFile(name: "other.xml", "<a\n b='/run/x'/>\n")
    let note = Diagnostic.Note("claimed here", at: SourceRange(7, 13), in: "other.xml")
    let finding = Diagnostic(
      RuleID("VC307", "duplicate-socket-path"), .warning, at: SourceRange(3, 4), "'/run/x' is claimed twice",
      notes: [note])
    let file = SourceFile(name: "vm.xml", "<a b='/run/x'/>")
    let known = written(.text, [FileFindings([finding], in: file, related: [other])])
    #expect(known.contains("other.xml:2:5: note: claimed here\n    2 |  b='/run/x'/>\n      |     ^^^^^^\n"))
    #expect(known.contains("'/run/x' is claimed twice [VC307"))
    let unknown = written(.text, [FileFindings([finding], in: file)])
    #expect(unknown.contains("\nother.xml: note: claimed here\n"))
  }

  @Test func saysThatAFixIsUnsafe() {
    let finding = Diagnostic(
      RuleID("VC203", "port-out-of-range"), .error, at: SourceRange(0, 1), "m",
      fixes: [Fix("raise ports to 5", .unsafe, edits: [])])
    let shown = written(.text, [FileFindings([finding], in: SourceFile(name: "a", "x"))])
    #expect(shown.hasSuffix("      = fix: raise ports to 5 (with --unsafe)\n"))
  }

  @Test func ordersFindingsByPlaceThenCode() {
    let file = SourceFile(name: "a", "12345")
    let findings = [(3, "VC2"), (1, "VC2"), (1, "VC1")].map { offset, code in
      Diagnostic(RuleID(code, "n"), .note, at: SourceRange(offset, offset + 1), "m")
    }
    let ordered = FileFindings(findings, in: file).findings.map { "\($0.range.lowerBound)\($0.rule.code)" }
    #expect(ordered == ["1VC1", "1VC2", "3VC2"])
  }
}
