public import SourceText
internal import XMLTree

/// Applies fixes until none is left or nothing new comes of them: those of one round do not touch each other, and the next round sees
/// what the last one wrote.
public struct FixLoop: Sendable {
  /// Whether fixes that change what the domain means are applied, too.
  public let includesUnsafe: Bool
  /// Whether what is only advice, a finding of the severity note, is a reason to change what a domain means. Its safe fixes are applied
  /// in any case.
  public let includesNotes: Bool

  /// So many rounds in a row after which no fewer findings can be fixed than before mean that fixes call for each other without end.
  private static let mostIdleRounds = 20

  /// Makes a loop.
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

/// What became of a file.
public struct FixResult: Sendable {
  /// The file as fixed.
  public let file: SourceFile
  /// What is still found in it.
  public let left: LintResult
  /// The fixes that were applied, in the order of their rounds.
  public let fixes: [Fix]
  /// How many rounds changed the file.
  public let rounds: Int
}
