import SourceText

/// Whether places of a text are such: inside of it, and between two characters.
struct Positions {
  private let file: SourceFile

  init(in file: SourceFile) { self.file = file }

  /// Checks a finding, its notes about this file and its fixes.
  func check(_ finding: Diagnostic) throws(LawViolation) {
    try check(finding.range, finding.rule.name)
    for note in finding.notes where note.file == nil { try check(note.range, "a note of \(finding.rule.name)") }
    for fix in finding.fixes { try check(fix, "the fix '\(fix.title)' of \(finding.rule.name)") }
  }

  /// Checks a fix: it has edits, and none of them stands where another one does.
  private func check(_ fix: Fix, _ what: String) throws(LawViolation) {
    try expect(!fix.edits.isEmpty, "\(what) does nothing")
    for edit in fix.edits { try check(edit.range, what) }
    for (index, edit) in fix.edits.enumerated() {
      let others = fix.edits[(index + 1)...]
      try expect(!others.contains { !$0.range.isEmpty && edit.conflicts(with: $0) }, "\(what) edits a location twice")
    }
  }

  func check(_ range: SourceRange, _ what: String) throws(LawViolation) {
    try expect(range.upperBound <= file.bytes.count, "\(what) points outside of the file: \(range)")
    try expect(isBoundary(range.lowerBound), "\(what) begins inside a character: \(range)")
    try expect(isBoundary(range.upperBound), "\(what) ends inside a character: \(range)")
  }

  /// What is no text has no characters.
  private func isBoundary(_ offset: Int) -> Bool {
    file.encoding == .binary || offset == file.bytes.count || file.bytes[offset] & 0xC0 != 0x80
  }
}
