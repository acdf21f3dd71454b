internal import SourceText

/// Where rules put what they find.
struct Findings {
  private var diagnostics: [Diagnostic]
  /// The rule that is being checked.
  private var rule = RuleID("", "")
  /// How much a finding of that rule matters unless it is told otherwise.
  private var severity = Severity.error
  /// Whether fixes are kept.
  private let canFix: Bool

  /// Starts with what was found before. Nothing can be fixed in a text whose end was not understood.
  init(_ diagnostics: [Diagnostic] = [], canFix: Bool = true) {
    self.diagnostics = diagnostics
    self.canFix = canFix
  }

  /// What is added from now on belongs to a rule.
  mutating func begin(_ rule: Rule) { begin(rule.id, rule.severity) }

  /// What is added from now on belongs to the rule of that name.
  mutating func begin(_ rule: RuleID, _ severity: Severity) {
    self.rule = rule
    self.severity = severity
  }

  /// Adds a finding of the rule being checked. Fixes that have nothing to edit are left out.
  mutating func add(
    at range: SourceRange, _ message: String, help: String? = nil, severity: Severity? = nil, refusal: Refusal? = nil,
    notes: [Diagnostic.Note] = [], fixes: [Fix] = []
  ) {
    diagnostics.append(
      Diagnostic(
        rule, severity ?? self.severity, at: range, message, help: help, refusal: refusal, notes: notes,
        fixes: canFix ? fixes.filter { !$0.edits.isEmpty } : []))
  }

  /// What was found, in the order of the file.
  var inOrder: [Diagnostic] {
    diagnostics.sorted { ($0.range, $0.rule.code, $0.message) < ($1.range, $1.rule.code, $1.message) }
  }
}
