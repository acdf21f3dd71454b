internal import SourceText

/// The findings that hold for all unknown values of a document.
struct CertainFindings {
  /// The findings, in the order in which they were found.
  private(set) var diagnostics: [Diagnostic]

  /// Begins with what is found in the document as written.
  init(_ diagnostics: consuming [Diagnostic]) { self.diagnostics = diagnostics }

  /// Keeps what is found in a possible document too, with the fixes that are the same there.
  ///
  /// There may be a million findings: the document is asked for those of one rule after another, and only for rules that found something.
  /// - Parameters:
  ///   - decides: whether that document decides over what is found at a range; what it does not decide over is kept.
  ///   - others: what a rule finds in that document.
  mutating func keep(where decides: (SourceRange) -> Bool = { _ in true }, _ others: (RuleID) -> [Diagnostic]) {
    var (next, count) = (0, 0)
    while next < diagnostics.count {
      let rule = diagnostics[next].rule
      let fixes = Dictionary(others(rule).lazy.map { ($0.range, $0.fixes) }) { first, _ in first }
      var seen: Set<SourceRange> = []
      while next < diagnostics.count, diagnostics[next].rule.code == rule.code {
        var finding = diagnostics[next]
        next += 1
        if decides(finding.range) {
          guard let same = fixes[finding.range] else { continue }
          finding.fixes.removeAll { !same.contains($0) }
        }
        guard seen.insert(finding.range).inserted else { continue }
        diagnostics[count] = finding
        count += 1
      }
    }
    diagnostics.removeSubrange(count...)
  }
}
