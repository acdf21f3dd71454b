internal import SourceText

/// Where rules put what they find.
struct Findings {
  private var diagnostics: [Diagnostic]
  /// The rules that are checked, and the place of the one that is being checked.
  private let rules: [Rule]
  private var place = 0
  /// Whether fixes are kept.
  private let canFix: Bool

  /// Starts with what was found before. Nothing can be fixed in a text whose end was not understood.
  init(_ diagnostics: [Diagnostic] = [], of rules: [Rule], canFix: Bool = true) {
    self.diagnostics = diagnostics
    self.rules = rules
    self.canFix = canFix
  }

  /// What is added from now on belongs to the rule at a place.
  mutating func begin(_ place: Int) { self.place = place }

  /// Adds a finding of the rule being checked. Fixes that have nothing to edit are left out.
  mutating func add(
    at range: SourceRange, _ message: String, help: String? = nil, severity: Severity? = nil, refusal: Refusal? = nil,
    notes: [Diagnostic.Note] = [], fixes: [Fix] = []
  ) {
    diagnostics.append(
      Diagnostic(
        rules[place].id, severity ?? rules[place].severity, at: range, message, help: help, refusal: refusal,
        notes: notes,
        fixes: canFix ? fixes.filter { !$0.edits.isEmpty } : []))
  }

  /// What was found, in the order of the file.
  var inOrder: [Diagnostic] {
    diagnostics.sorted { ($0.range, $0.rule.code, $0.message) < ($1.range, $1.rule.code, $1.message) }
  }
}
