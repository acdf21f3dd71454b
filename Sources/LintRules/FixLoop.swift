public import SourceText
internal import XMLTree

/// Applies fixes in rounds until there are no more fixes or the text stops changing. The fixes of one round do not overlap; each round
/// sees the result of the previous one.
public struct FixLoop: Sendable {
  /// Whether unsafe fixes are also applied.
  public let includesUnsafe: Bool
  /// Whether unsafe fixes of notes are also applied. Safe fixes of notes are applied in any case.
  public let includesNotes: Bool

  /// So many rounds in a row after which no fewer findings can be fixed than before mean that fixes call for each other without end.
  private static let mostIdleRounds = 20

  /// Creates a loop.
  public init(includingUnsafe: Bool = false, includingNotes: Bool = true) {
    includesUnsafe = includingUnsafe
    includesNotes = includingNotes
  }

  /// Fixes one file.
  public func fix(_ file: SourceFile, with linter: inout Linter) -> FixResult {
    var (file, left, applied) = (file, linter.lint(file), [Fix]())
    // Of the texts that came up hashes are kept, as there may be many: one that comes up again is the end.
    var texts = Set([file.bytes.hashValue])
    var (rounds, fewest, idleRounds) = (0, Int.max, 0)
    while idleRounds < Self.mostIdleRounds {
      let fixes = fixes(for: left.diagnostics, in: file)
      guard !fixes.isEmpty else { break }
      let open = left.diagnostics.count { fix(for: $0) != nil }
      (fewest, idleRounds) = open < fewest ? (open, 0) : (fewest, idleRounds + 1)
      let text = fixes.lazy.flatMap(\.edits).applied(to: file)
      guard texts.insert(text.hashValue).inserted else { break }
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
      rounds += 1
    }
    return FixResult(file: file, left: left, fixes: applied, rounds: rounds)
  }

  /// The first fix of a finding that may be applied.
  private func fix(for finding: Diagnostic) -> Fix? {
    let allowsUnsafe = includesUnsafe && (includesNotes || finding.severity > .note)
    return finding.fixes.first { allowsUnsafe || $0.safety == .safe }
  }

  /// The fixes of one round: the first applicable fix of each finding, unless it conflicts with another one.
  private func fixes(for findings: [Diagnostic], in file: SourceFile) -> [Fix] {
    var places = EditedRanges(in: file)
    return findings.compactMap { finding in
      fix(for: finding).flatMap { places.take($0.edits, of: finding.rule) ? $0 : nil }
    }
  }
}

/// The result of fixing a file.
public struct FixResult: Sendable {
  /// The fixed file.
  public let file: SourceFile
  /// The remaining findings.
  public let left: LintResult
  /// The fixes that were applied, in the order of their rounds.
  public let fixes: [Fix]
  /// The number of rounds that changed the file.
  public let rounds: Int
}
