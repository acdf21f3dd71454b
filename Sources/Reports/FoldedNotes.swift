public import SourceText

/// A note of one file that the text report for several files only counts.
public struct FoldedNote: Sendable {
  /// The rule that reports the findings.
  public let rule: RuleID
  /// The line of its first finding in the file, from 1.
  public let line: Int

  /// The notes of a file, one per rule.
  public static func all(in file: FileFindings) -> [FoldedNote] {
    var locator = Locator(file.file)
    var seen: Set<RuleID> = []
    return file.findings.compactMap { finding in
      guard finding.severity == .note, seen.insert(finding.rule).inserted else { return nil }
      return FoldedNote(rule: finding.rule, line: locator.line(of: finding.range.lowerBound))
    }
  }
}

/// A rule whose notes the text report for several files only counts.
public struct FoldedRule: Sendable {
  /// The rule that reports the findings.
  public let rule: RuleID
  /// The number of files with such a note.
  public internal(set) var files: Int
  /// The location of the first one, such as `a.xml:3`.
  public let first: String
}

extension RunSummary {
  /// Counts the notes of a file.
  public mutating func fold(_ notes: [FoldedNote], in file: String) {
    for note in notes {
      if let index = foldedRules.firstIndex(where: { $0.rule == note.rule }) {
        foldedRules[index].files += 1
      } else {
        foldedRules.append(FoldedRule(rule: note.rule, files: 1, first: "\(file):\(note.line)"))
      }
    }
  }

  /// The rules whose notes are only counted: the most frequent first, then by code.
  public var folded: [FoldedRule] { foldedRules.sorted { (-$0.files, $0.rule.code) < (-$1.files, $1.rule.code) } }
}
