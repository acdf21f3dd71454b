internal import SourceText

/// Where rules put what they find.
struct Findings {
  private var diagnostics: [Diagnostic]
  /// The rules that are checked, and the index of the one that is being checked.
  private let rules: [Rule]
  private var ruleIndex = 0
  /// Whether fixes are kept.
  private let canFix: Bool
  /// The least severity of what is kept.
  private let leastSeverity: Severity

  /// Starts with what was found before. Nothing can be fixed in a text whose end was not understood.
  init(_ diagnostics: [Diagnostic] = [], of rules: [Rule], canFix: Bool = true, from leastSeverity: Severity = .note) {
    self.diagnostics = diagnostics
    self.rules = rules
    self.canFix = canFix
    self.leastSeverity = leastSeverity
  }

  /// Attributes the following findings to the rule at an index.
  mutating func begin(_ ruleIndex: Int) { self.ruleIndex = ruleIndex }

  /// Attributes the following findings to a rule, where it is one of those checked.
  mutating func begin(_ rule: Rule) -> Bool {
    guard let place = rules.firstIndex(where: { $0.id == rule.id }) else { return false }
    ruleIndex = place
    return true
  }

  /// Adds a finding of the rule being checked. Fixes that have nothing to edit are left out. Texts and fixes of a finding that is
  /// not kept are not created.
  mutating func add(
    at range: @autoclosure () -> SourceRange, _ message: @autoclosure () -> String,
    help: @autoclosure () -> String? = nil, severity: Severity? = nil, refusal: @autoclosure () -> Refusal? = nil,
    notes: @autoclosure () -> [Diagnostic.Note] = [], fixes: @autoclosure () -> [Fix] = []
  ) {
    let severity = severity ?? rules[ruleIndex].severity
    guard severity >= leastSeverity else { return }
    diagnostics.append(
      Diagnostic(
        rules[ruleIndex].id, severity, at: range(), message(), help: help(), refusal: refusal(), notes: notes(),
        fixes: canFix ? fixes().filter { !$0.edits.isEmpty } : []))
  }

  /// What was found.
  var all: [Diagnostic] { diagnostics }

  /// What was found, in the order of the file.
  var inOrder: [Diagnostic] { diagnostics.inFileOrder }
}
