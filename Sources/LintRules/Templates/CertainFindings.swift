internal import SourceText

/// The findings that hold for all unknown values of a document.
struct CertainFindings {
  private struct Key: Hashable {
    let code: String
    let range: SourceRange

    init(_ finding: Diagnostic) { (code, range) = (finding.rule.code, finding.range) }
  }

  /// The findings, in the order in which they were found.
  private(set) var diagnostics: [Diagnostic] = []

  /// Begins with what is found in the document as written.
  init(_ diagnostics: [Diagnostic]) {
    var seen: Set<Key> = []
    self.diagnostics = diagnostics.filter { seen.insert(Key($0)).inserted }
  }

  /// Keeps what is found in a possible document too, with the fixes that are the same there.
  /// - Parameter decides: whether that document decides over what is found at a range; what it does not decide over is kept.
  mutating func keep(_ others: [Diagnostic], where decides: (SourceRange) -> Bool = { _ in true }) {
    let places = Dictionary(others.indices.map { (Key(others[$0]), $0) }) { first, _ in first }
    diagnostics = diagnostics.compactMap { finding in
      guard decides(finding.range) else { return finding }
      guard let place = places[Key(finding)] else { return nil }
      var kept = finding
      kept.fixes.removeAll { !others[place].fixes.contains($0) }
      return kept
    }
  }
}
