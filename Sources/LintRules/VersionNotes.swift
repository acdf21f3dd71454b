internal import Resolution
internal import SourceText

/// How the findings of a rule depend on the versions of libvirt and QEMU, computed by checking its examples with all of them.
struct VersionNotes {
  private let rule: Rule

  init(_ rule: Rule) { self.rule = rule }

  /// One line per difference, or a sentence for none.
  var markdown: String {
    let lines = differences
    if !lines.isEmpty { return lines.map { "- \($0)" }.joined(separator: "\n") }
    return
      "The same in all supported versions, libvirt \(VersionAxis.libvirt.oldest) to \(Versions.newest.libvirt) and QEMU "
      + "\(VersionAxis.qemu.oldest) to \(Versions.newest.qemu)."
  }

  /// The lines, each once; examples that differ in the same way share one.
  private var differences: [String] {
    let newest = rule.bad.filter { $0.versions == .newest }
    let others = rule.bad.filter { example in
      example.versions != .newest && !newest.contains { ($0.marked, $0.file) == (example.marked, example.file) }
    }
    let notes = VersionAxis.allCases.flatMap { axis in
      newest.flatMap { changes(of: $0, axis) } + others.flatMap { scope(of: $0, axis) }
        + rule.good.filter { $0.versions == .newest }.flatMap { changes(of: $0, axis) }
    }
    let merged = notes.reduce(into: [VersionNote]()) { merged, note in
      if let known = merged.firstIndex(where: { ($0.period, $0.change) == (note.period, note.change) }) {
        merged[known].examples.formUnion(note.examples)
      } else {
        merged.append(note)
      }
    }
    return merged.filter { !isCovered($0, by: merged, others) }.map { $0.text(isOnlyExample: shown.count == 1) }
  }

  /// Whether a note on an example that the page does not show adds nothing to those on the examples that it shows.
  private func isCovered(_ note: VersionNote, by notes: [VersionNote], _ others: [Example]) -> Bool {
    guard note.examples.isEmpty else { return false }
    switch note.change {
    case .unreported: return notes.contains { $0.period == note.period && $0.change == .unreported("") }
    case .finding(let words) where notes.contains { $0.period == note.period && $0.change == .onlyFinding(words) }:
      return true
    case .finding(let words), .onlyFinding(let words):
      return others.contains { $0.isOnPage && outcome(of: $0, $0.versions).findings.joined(separator: "; ") == words }
    case .refusal, .onlyReported: return false
    }
  }

  private var shown: [Example] { rule.bad.filter(\.isOnPage) }

  /// The number of an example on the page, from 1; empty for one that is not shown.
  private func numbers(of example: Example) -> Set<Int> {
    guard example.isOnPage,
      let index = shown.firstIndex(where: { ($0.marked, $0.versions) == (example.marked, example.versions) })
    else { return [] }
    return [index + 1]
  }

  /// The versions with which an example of the newest pair is judged in another way.
  private func changes(of example: Example, _ axis: VersionAxis) -> [VersionNote] {
    let newest = outcome(of: example, Versions.newest)
    guard outcome(of: example, axis.versions(axis.oldest, .newest)) != newest else { return [] }
    return runs(of: example, axis).compactMap { run in
      guard let end = run.end, run.outcome != newest else { return nil }
      let numbers = numbers(of: example)
      return VersionNote(
        period: axis.period(run.start, end), change: Self.change(run.outcome, newest, numbers.isEmpty),
        examples: numbers)
    }
  }

  /// The versions with which an example of another pair is reported as it is with that pair.
  private func scope(of example: Example, _ axis: VersionAxis) -> [VersionNote] {
    let stated = outcome(of: example, example.versions)
    return runs(of: example, axis).compactMap { run in
      guard run.outcome == stated, run.contains(axis.version(example.versions)) else { return nil }
      guard run.start != axis.oldest || run.end != nil else { return nil }
      let numbers = numbers(of: example)
      let change =
        numbers.isEmpty ? VersionNote.Change.onlyFinding(stated.findings.joined(separator: "; ")) : .onlyReported
      return VersionNote(period: axis.period(run.start, run.end), change: change, examples: numbers)
    }
  }

  /// Consecutive versions with the same outcome; the last has no end.
  private struct VersionRun {
    let start: Version
    let end: Version?
    let outcome: Outcome

    func contains(_ version: Version) -> Bool { start <= version && end.map { version < $0 } ?? true }
  }

  private func runs(of example: Example, _ axis: VersionAxis) -> [VersionRun] {
    let outcomes = axis.steps.map { (start: $0, outcome: outcome(of: example, axis.versions($0, example.versions))) }
    let starts = outcomes.indices.filter { $0 == 0 || outcomes[$0].outcome != outcomes[$0 - 1].outcome }
    return starts.enumerated().map { number, start in
      let end = number + 1 < starts.count ? outcomes[starts[number + 1]].start : nil
      return VersionRun(start: outcomes[start].start, end: end, outcome: outcomes[start].outcome)
    }
  }

  /// The findings in an example with one pair of versions.
  private struct Outcome: Equatable {
    var findings: [String]
    var refusals: [String]
  }

  private func outcome(of example: Example, _ versions: Versions) -> Outcome {
    let findings = example.with(versions).findings(of: rule)
    return Outcome(
      findings: findings.map { finding in
        // A message that names the selected version does not differ for that reason.
        let message = finding.message.replacing("QEMU \(versions.qemu)", with: "this QEMU")
          .replacing("libvirt \(versions.libvirt)", with: "this libvirt")
        return "\(finding.severity.rawValue): \(message.escapedForDisplay.markdown)"
      },
      refusals: findings.compactMap(\.refusal).map { "\($0.by.rawValue) prints `\($0.message)`" })
  }

  private static func change(_ outcome: Outcome, _ newest: Outcome, _ isUnnumbered: Bool) -> VersionNote.Change {
    if outcome.findings.isEmpty { return .unreported(isUnnumbered ? newest.findings.joined(separator: "; ") : "") }
    if outcome.findings != newest.findings || outcome.refusals.isEmpty {
      return .finding(outcome.findings.joined(separator: "; "))
    }
    return .refusal(outcome.refusals.joined(separator: "; "))
  }
}
