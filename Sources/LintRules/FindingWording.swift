internal import SourceText

/// The texts of a finding that a rule did not detect itself: one from libvirt's resolution of the domain, or from
/// QEMU's parsing of a command line. Each finding has exactly one wording.
struct FindingWording {
  let rule: Rule
  let range: SourceRange
  var message: String
  var help: String?
  /// How much it matters, when not as much as the rule says.
  var severity: Severity?
  /// Who refuses it; nil where it is taken all the same.
  var refusal: Refusal?
  var notes: [Diagnostic.Note] = []
  var fixes: [Fix] = []
}

extension FindingWording {
  init(
    _ rule: Rule, at range: SourceRange, _ message: String, help: String? = nil, severity: Severity? = nil,
    refusal: Refusal? = nil, notes: [Diagnostic.Note] = [], fixes: [Fix] = []
  ) {
    self.init(
      rule: rule, range: range, message: message, help: help, severity: severity, refusal: refusal, notes: notes,
      fixes: fixes)
  }
}

extension Findings {
  /// Adds a finding of the rule that words it, where that is one of those checked.
  mutating func add(_ wording: FindingWording) {
    guard begin(wording.rule) else { return }
    add(
      at: wording.range, wording.message, help: wording.help, severity: wording.severity, refusal: wording.refusal,
      notes: wording.notes, fixes: wording.fixes)
  }
}
