import Reports
import SourceText
import Testing

@Suite struct LineReportTests {
  @Test func gccPrintsOneLineForEachFindingAndNote() {
    let expected = """
      vm.xml:7:35: note: the attribute 'state' comes from a running domain [VC112 runtime-state]
      vm.xml:8:64: error: virtio-serial port 1 of controller 0 is already taken by channel 'a' (line 4) [VC201 duplicate-port]
      vm.xml:4:64: note: taken here

      """
    #expect(written(.gcc, [Sample.findings, Sample.clean]) == expected)
  }

  @Test func gitHubPrintsWorkflowCommands() {
    let expected = """
      ::notice file=vm.xml,line=7,endLine=7,col=35,endColumn=53,title=VC112 runtime-state::the attribute 'state' comes from a running domain
      ::error file=vm.xml,line=8,endLine=8,col=64,endColumn=65,title=VC201 duplicate-port::virtio-serial port 1 of controller 0 is already taken by channel 'a' (line 4)%0Aset port='2'

      """
    #expect(written(.github, [Sample.findings]) == expected)
  }

  @Test func gitHubEscapesWhatEndsACommand() {
    let file = SourceFile(name: "a,b:c%.xml", "x\ny")
    let finding = Diagnostic(RuleID("VC1", "n"), .warning, at: SourceRange(0, 3), "50%\n::error::x")
    #expect(
      written(.github, [FileFindings([finding], in: file)])
        == "::warning file=a%2Cb%3Ac%25.xml,line=1,endLine=2,title=VC1 n::50%25\\u{A}::error::x\n")
  }

  @Test func jUnitHasASuiteForEachFile() {
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="virt-channel">
        <testsuite name="clean.xml" tests="1" failures="0" errors="0">
          <testcase name="lint" classname="clean.xml"/>
        </testsuite>
        <testsuite name="vm.xml" tests="2" failures="1" errors="0">
          <testcase name="VC112 runtime-state 7:35" classname="vm.xml"><system-out>note: the attribute 'state' comes from a running domain
      vm.xml:7:35</system-out></testcase>
          <testcase name="VC201 duplicate-port 8:64" classname="vm.xml"><failure type="error" message="virtio-serial port 1 of controller 0 is already taken by channel 'a' (line 4)">vm.xml:8:64
      set port='2'</failure></testcase>
        </testsuite>
        <testsuite name="gone.xml" tests="1" failures="0" errors="1">
          <testcase name="read" classname="gone.xml"><error message="No such file or directory"/></testcase>
        </testsuite>
      </testsuites>

      """
    #expect(written(.junit, [Sample.clean, Sample.findings], Sample.summary) == expected)
  }

  @Test func jUnitEscapesMarkupAndWhatXMLCannotHold() {
    let finding = Diagnostic(RuleID("VC1", "n"), .error, at: SourceRange(at: 0), "<&\"> \u{0} \u{FFFF}")
    let report = written(.junit, [FileFindings([finding], in: SourceFile(name: "a", ""))])
    #expect(report.contains(#"message="&lt;&amp;&quot;&gt; \u{0} \#u{FFFD}""#))
  }
}
