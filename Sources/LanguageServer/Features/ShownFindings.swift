internal import SourceText

/// The findings of a document that an editor shows: no more of each rule than a person reads.
///
/// A document of 64 MiB can have a million findings, whose diagnostics would take more memory and time than the check.
struct ShownFindings {
  /// The findings to publish, in order.
  private(set) var shown: [Diagnostic] = []
  /// How many findings of each rule were left out.
  let omitted: [(rule: RuleID, count: Int)]

  /// The most findings of one rule.
  private static let maximum = 1000

  init(_ findings: [Diagnostic]) {
    var counts: [RuleID: Int] = [:]
    for finding in findings {
      counts[finding.rule, default: 0] += 1
      if counts[finding.rule, default: 0] <= Self.maximum { shown.append(finding) }
    }
    omitted = counts.filter { $0.value > Self.maximum }
      .map { (rule: $0.key, count: $0.value - Self.maximum) }
      .sorted { $0.rule.code < $1.rule.code }
  }
}
