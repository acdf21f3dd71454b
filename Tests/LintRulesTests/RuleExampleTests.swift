public import LintRules
import SourceText
public import Testing

extension Rule: CustomTestStringConvertible {
  /// The name of the rule.
  public var testDescription: String { id.name }
}

/// One example of one rule, named after both.
struct Sample: CustomTestStringConvertible, Sendable {
  let rule: Rule
  let example: Example
  let number: Int

  var testDescription: String { "\(rule.id.name) #\(number)" }

  static let bad = Rule.all.flatMap { rule in
    rule.bad.enumerated().map { Sample(rule: rule, example: $1, number: $0 + 1) }
  }
  static let good = Rule.all.flatMap { rule in
    rule.good.enumerated().map { Sample(rule: rule, example: $1, number: $0 + 1) }
  }

  /// What the rule finds in each part of the example.
  var findings: [[Diagnostic]] { example.diagnostics.map { $0.filter { $0.rule == rule.id } } }

  /// What it finds in another text.
  func findings(in text: String) -> [Diagnostic] {
    var linter = Linter(versions: example.versions, rules: Rule.all)
    return linter.findings(in: text, like: example).filter { $0.rule == rule.id }
  }
}

@Suite struct RuleExampleTests {
  @Test(arguments: Sample.bad) func isFlaggedAtItsMarks(_ specimen: Sample) {
    #expect(specimen.findings.map { $0.map(\.range) } == specimen.example.parts.map(\.marks))
  }

  @Test(arguments: Sample.good) func isAccepted(_ specimen: Sample) {
    #expect(Array(specimen.findings.joined()) == [])
  }

  @Test(arguments: Sample.bad) func isFixedAsTheExampleSays(_ specimen: Sample) throws {
    let file = SourceFile(name: "example.xml", specimen.example.file)
    let fix = specimen.findings.joined().first?.fixes.first
    let fixed = fix.map { String(decoding: $0.edits.applied(to: file), as: UTF8.self) }
    #expect(fixed == specimen.example.fixedFile)
  }

  @Test(arguments: Sample.bad) func nothingFixableIsLeft(_ specimen: Sample) {
    var text = specimen.example.file
    for _ in 0..<specimen.example.marks.count {
      let edits = specimen.findings(in: text).first { !$0.fixes.isEmpty }?.fixes[0].edits ?? []
      text = String(decoding: edits.applied(to: SourceFile(name: "example.xml", text)), as: UTF8.self)
    }
    #expect(specimen.findings(in: text).allSatisfy { $0.fixes.isEmpty })
  }

  @Test(arguments: Sample.bad) func anErrorForeseesARefusal(_ specimen: Sample) {
    for finding in specimen.findings.joined() where finding.severity == .error {
      #expect(finding.refusal != nil || specimen.rule.id.code.hasPrefix("VC0"))
    }
  }

  @Test(arguments: Rule.all) func hasWhatAPageNeeds(_ rule: Rule) {
    #expect(rule.id.code.wholeMatch(of: /VC[0-9]{3}/) != nil)
    #expect(rule.summary.hasSuffix("."))
    #expect(!rule.good.isEmpty && !rule.bad.isEmpty)
    #expect(rule.severity != .error || rule.id.code.hasPrefix("VC0") || !rule.foresees.isEmpty)
  }

  @Test func codesAndNamesAreUnique() {
    #expect(Set(Rule.all.map(\.id.code)).count == Rule.all.count)
    #expect(Set(Rule.all.map(\.id.name)).count == Rule.all.count)
  }
}
