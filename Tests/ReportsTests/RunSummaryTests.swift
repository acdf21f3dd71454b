import Reports
import SourceText
import Testing

@Suite struct RunSummaryTests {
  @Test func saysInOneSentenceWhatARunAmountedTo() {
    #expect(
      Sample.summary.sentence == "1 error, 1 note in 1 of 2 files, 3 skipped (lxc 2), 1 unreadable; 1 can be fixed")
    #expect(RunSummary().sentence == "no findings in 0 files")
    #expect(RunSummary(of: .domain).sentence == "no findings in 0 domains")
  }

  @Test func countsByRule() {
    var summary = Sample.summary
    for _ in 0..<10 { summary.add([Sample.duplicatePort], in: "a.xml") }
    #expect(
      summary.statistics() == """
        11  error    VC201  duplicate-port (11 fixable)
         1  note     VC112  runtime-state

        """)
    #expect(summary.worst == .error)
  }

  /// A line of a megabyte with 10,000 findings would take minutes if each counted its columns from the start of the line.
  @Test(arguments: [ReportFormat.text, .json, .sarif, .github, .gcc, .junit])
  func showsTenThousandFindingsOnOneLine(format: ReportFormat) {
    let file = SourceFile(name: "a", String(repeating: "<a port='1'/>", count: 10_000))
    let findings = (0..<10_000).map { number in
      Diagnostic(RuleID("VC1", "n"), .error, at: SourceRange(number * 13 + 9, number * 13 + 10), "port \(number)")
    }
    let report = written(format, [FileFindings(findings, in: file)])
    #expect(report.contains("port 9999"))
    #expect(report.utf8.count(where: { $0 == 0x0A }) >= 10_000)
  }
}
