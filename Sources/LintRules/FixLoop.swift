public import SourceText
internal import XMLTree

/// Applies fixes until none is left: those of one round do not touch each other, and the next round sees what the last one wrote.
public struct FixLoop: Sendable {
  /// Whether fixes that change what the domain means are applied, too.
  public let includesUnsafe: Bool
  /// Whether what is only advice, a finding of the severity note, is a reason to change what a domain means. Its safe fixes are applied
  /// in any case.
  public let includesNotes: Bool

  /// Rounds in which something still changed after so many others mean that two fixes undo each other.
  private static let mostRounds = 100

  /// Makes a loop.
  public init(includingUnsafe: Bool = false, includingNotes: Bool = true) {
    includesUnsafe = includingUnsafe
    includesNotes = includingNotes
  }

  /// Fixes one file.
  public func fix(_ file: SourceFile, with linter: inout Linter) -> FixResult {
    var (file, left, applied) = (file, linter.lint(file), [Fix]())
    var texts = [file.bytes]
    for _ in 0..<Self.mostRounds {
      let fixes = fixes(for: left.diagnostics, in: file)
      guard !fixes.isEmpty else { break }
      let text = fixes.lazy.flatMap(\.edits).applied(to: file)
      guard !texts.contains(text) else { break }
      texts.append(text)
      let next = SourceFile(name: file.name, bytes: text, encoding: file.encoding)
      let problems = left.document.problems.count
      // A document is several times its text: one at a time.
      _ = consume left
      left = linter.lint(next)
      guard left.document.problems.count <= problems else {
        left = linter.lint(file)
        break
      }
      file = next
      applied += fixes
    }
    return FixResult(file: file, left: left, fixes: applied)
  }

  /// The first fix of a finding that may be applied.
  private func fix(for finding: Diagnostic) -> Fix? {
    let allowsUnsafe = includesUnsafe && (includesNotes || finding.severity > .note)
    return finding.fixes.first { allowsUnsafe || $0.safety == .safe }
  }

  /// The fixes of one round: of each finding the first that may be applied, unless it touches another's place.
  private func fixes(for findings: [Diagnostic], in file: SourceFile) -> [Fix] {
    var places = EditedRanges(in: file)
    return findings.compactMap { finding in
      fix(for: finding).flatMap { places.take($0.edits) ? $0 : nil }
    }
  }
}

/// What became of a file.
public struct FixResult: Sendable {
  /// The file as fixed.
  public let file: SourceFile
  /// What is still found in it.
  public let left: LintResult
  /// The fixes that were applied, in the order of their rounds.
  public let fixes: [Fix]
}

/// The places that the fixes of a round touch, in order.
private struct EditedRanges {
  private let file: SourceFile
  private var edits: [TextEdit] = []

  init(in file: SourceFile) { self.file = file }

  /// Adds all edits or, when one of them conflicts with an earlier one, none.
  mutating func take(_ new: [TextEdit]) -> Bool {
    guard new.allSatisfy(isFree) else { return false }
    for edit in new { edits.insert(edit, at: index(of: edit)) }
    return true
  }

  /// Whether the neighbours leave room. An insertion may stand beside a replacement that begins at the same place, so the two
  /// before and the two behind are asked.
  private func isFree(_ edit: TextEdit) -> Bool {
    let index = index(of: edit)
    return edits[max(0, index - 2)..<min(edits.count, index + 2)].allSatisfy {
      !$0.conflicts(with: edit) && !shareTag($0, edit)
    }
  }

  /// Whether both edit one tag: two fixes may each give it the same attribute.
  private func shareTag(_ a: TextEdit, _ b: TextEdit) -> Bool {
    let (first, second) = a.range < b.range ? (a.range, b.range) : (b.range, a.range)
    return !file.bytes[first.lowerBound..<max(first.lowerBound, second.lowerBound)].contains(UInt8(ascii: ">"))
  }

  private func index(of edit: TextEdit) -> Int {
    edits.partitioningIndex { $0.range >= edit.range }
  }
}
