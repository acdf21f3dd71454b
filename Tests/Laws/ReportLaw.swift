import JSONText
import VirtChannel

/// What is shown of findings, in every form.
struct ReportLaw {
  private let findings: FileFindings

  init(_ findings: FileFindings) { self.findings = findings }

  func check() throws(LawViolation) {
    for format in ReportFormat.allCases {
      let text = Self.text(of: findings, format)
      try expect(text.unicodeScalars.allSatisfy(Self.isHarmless), "\(format) passes control characters on")
      switch format {
      case .json, .sarif: try Self.checkJSON(text, format)
      case .jsonl: for line in text.split(separator: "\n") { try Self.checkJSON(String(line), format) }
      case .junit: try Self.checkXML(text)
      case .text, .github, .gcc: break
      }
    }
  }

  /// Line ends are ours.
  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar.properties.generalCategory != .control
  }

  private static func text(of findings: FileFindings, _ format: ReportFormat) -> String {
    var text = ""
    var writer = ReportWriter(format.report(context))
    var summary = RunSummary()
    summary.add(findings.findings, in: findings.file.name)
    writer.begin(to: &text)
    writer.add(format.report(context).section(for: findings), to: &text)
    writer.end(summary, to: &text)
    return text
  }

  private static let context = ReportContext(toolVersion: "1", libvirt: "12", qemu: "11")

  private static func checkJSON(_ text: String, _ format: ReportFormat) throws(LawViolation) {
    do throws(JSONError) { _ = try JSONValue(parsing: Array(text.utf8)) } catch {
      throw LawViolation("\(format) is no JSON: \(error) at \(error.offset)")
    }
  }

  private static func checkXML(_ text: String) throws(LawViolation) {
    var parser = XMLTextParser(vocabulary: XMLVocabulary([]))
    let problems = parser.parse(SourceFile(name: "report.xml", text)).problems
    try expect(problems.isEmpty, "junit is no XML: \(problems.map(\.message))")
  }
}
