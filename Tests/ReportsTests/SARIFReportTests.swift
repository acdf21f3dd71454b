import JSONText
import Reports
import SourceText
import TestKit
import Testing

@Suite struct SARIFReportTests {
  private let run: JSONValue?

  init() throws {
    let report = written(.sarif, [Sample.clean, Sample.findings], Sample.summary)
    let log = try JSONValue(parsing: report)
    #expect(log["version"] == "2.1.0")
    run = log["runs"]?.array?.first
  }

  @Test func describesTheRulesThatWereReported() {
    let rules = run?["tool"]?["driver"]?["rules"]?.array ?? []
    #expect(rules.map { $0["id"] } == ["VC112", "VC201"])
    #expect(rules.last?["help"] == ["text": "QEMU refuses.", "markdown": "# VC201\n"])
    #expect(rules.last?["defaultConfiguration"]?["level"] == "error")
  }

  @Test func placesAResultAndItsNotesByLineAndColumn() {
    let result = run?["results"]?.array?.last
    #expect(run?["columnKind"] == "unicodeCodePoints")
    #expect(result?["ruleId"] == "VC201")
    #expect(result?["locations"] == [["physicalLocation": location(line: 8)]])
    #expect(
      result?["relatedLocations"] == [["message": ["text": "taken here"], "physicalLocation": location(line: 4)]])
  }

  @Test func offersFixes() {
    let fix = run?["results"]?.array?.last?["fixes"]?.array?.first
    let replacement: JSONValue = ["deletedRegion": region(line: 8), "insertedContent": ["text": "2"]]
    #expect(fix?["description"] == ["text": "change port to 2"])
    #expect(
      fix?["artifactChanges"] == [["artifactLocation": ["uri": "vm.xml"], "replacements": [replacement]]])
  }

  @Test func tellsWhatCouldNotBeRead() {
    let invocation = run?["invocations"]?.array?.first
    #expect(invocation?["executionSuccessful"] == false)
    #expect(
      invocation?["toolExecutionNotifications"]?.array?.first?["message"] == ["text": "No such file or directory"])
  }

  @Test func escapesPlaceholdersAndLinksInMessages() throws {
    #expect(try message("'{0}' is not [a](b) \\") == #"'{{0}}' is not \[a\](b) \\"#)
  }

  @Test(arguments: [
    ("/etc/a b.xml", "file:///etc/a%20b.xml"), ("d/ä:b.xml", "d/%C3%A4%3Ab.xml"), ("<stdin>", "%3Cstdin%3E"),
  ])
  func writesPathsAsURIs(path: String, uri: String) {
    let finding = Diagnostic(RuleID("VC100", "n"), .note, at: SourceRange(at: 0), "m")
    let report = written(.sarif, [FileFindings([finding], in: SourceFile(name: path, ""))])
    #expect(report.contains(#""artifactLocation":{"uri":"\#(uri)"}"#))
  }

  private func message(_ text: String) throws -> String? {
    let finding = Diagnostic(RuleID("VC100", "n"), .note, at: SourceRange(at: 0), text)
    let report = written(.sarif, [FileFindings([finding], in: SourceFile(name: "a", ""))])
    return try JSONValue(parsing: report)["runs"]?.array?.first?["results"]?.array?.first?["message"]?["text"]?.string
  }

  private func location(line: Int) -> JSONValue {
    ["artifactLocation": ["uri": "vm.xml"], "region": region(line: line)]
  }

  private func region(line: Int) -> JSONValue {
    ["startLine": .integer(line), "startColumn": 64, "endLine": .integer(line), "endColumn": 65]
  }
}
