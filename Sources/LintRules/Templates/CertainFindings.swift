internal import SourceText

/// The findings that hold for all unknown values of a document.
struct CertainFindings {
  private struct Key: Hashable {
    let rule: RuleID
    let range: SourceRange
  }

  private var certain: [Key: Diagnostic]

  /// Begins with what is found in the document as written.
  init(_ diagnostics: [Diagnostic]) {
    certain = Dictionary(diagnostics.map { (Key(rule: $0.rule, range: $0.range), $0) }) { first, _ in first }
  }

  /// Keeps what is found in a possible document too, with the fixes that are the same there.
  /// - Parameter decides: whether that document decides over what is found at a range; what it does not decide over is kept.
  mutating func keep(_ diagnostics: [Diagnostic], where decides: (SourceRange) -> Bool = { _ in true }) {
    let others = Dictionary(diagnostics.map { (Key(rule: $0.rule, range: $0.range), $0) }) { first, _ in first }
    for (key, finding) in certain where decides(key.range) {
      guard let other = others[key] else {
        certain[key] = nil
        continue
      }
      var kept = finding
      kept.fixes = finding.fixes.filter(other.fixes.contains)
      certain[key] = kept
    }
  }

  /// The findings, in no order.
  var diagnostics: [Diagnostic] { Array(certain.values) }
}
