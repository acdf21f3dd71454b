internal import Resolution
internal import SourceText

/// How the findings of a rule depend on the versions of libvirt and QEMU, computed by checking its examples with all of them.
struct VersionNotes {
  private let rule: Rule

  init(_ rule: Rule) { self.rule = rule }

  /// One line per difference, or a sentence for none.
  var markdown: String {
    let examples = rule.bad.filter { $0.versions == .newest }
    let lines = Axis.all.flatMap { axis in examples.flatMap { differences(of: $0, axis) } }
    let unique = lines.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if !unique.isEmpty { return unique.map { "- \($0)" }.joined(separator: "\n") }
    return examples.isEmpty
      ? "The versions are those above the example."
      : "The same in all supported versions, libvirt \(Axis.libvirt.oldest) to \(Versions.newest.libvirt) and QEMU "
        + "\(Axis.qemu.oldest) to \(Versions.newest.qemu)."
  }

  private func differences(of example: Example, _ axis: Axis) -> [String] {
    let newest = outcome(of: example, Versions.newest)
    guard outcome(of: example, axis.versions(axis.oldest)) != newest else { return [] }
    let runs = axis.steps.map { (since: $0, outcome: outcome(of: example, axis.versions($0))) }
    let starts = runs.indices.filter { $0 == 0 || runs[$0].outcome != runs[$0 - 1].outcome }
    return zip(starts, starts.dropFirst() + [runs.count]).compactMap { start, end in
      let outcome = runs[start].outcome
      guard end < runs.count, outcome != newest else { return nil }
      let from = start == 0 ? "Before \(axis.name)" : "From \(axis.name) \(runs[start].since) and before"
      return "\(from) \(runs[end].since)\(Self.words(outcome, newest))"
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
        let message = finding.message.replacing("QEMU \(versions.qemu)", with: "QEMU \(Versions.newest.qemu)")
          .replacing("libvirt \(versions.libvirt)", with: "libvirt \(Versions.newest.libvirt)")
        return "\(finding.severity.rawValue): \(message.escapedForDisplay.markdown)"
      },
      refusals: findings.compactMap(\.refusal).map { "\($0.by.rawValue) prints `\($0.message)`" })
  }

  private static func words(_ outcome: Outcome, _ newest: Outcome) -> String {
    if outcome.findings.isEmpty { return ", not reported: \(newest.findings.joined(separator: "; "))" }
    if outcome.findings != newest.findings { return ": \(outcome.findings.joined(separator: "; "))" }
    return outcome.refusals.isEmpty
      ? ", an error at another time: \(outcome.findings.joined(separator: "; "))"
      : ", \(outcome.refusals.joined(separator: "; "))"
  }
}

/// One of the two programs whose versions change while the other is the newest.
private enum Axis: String, CaseIterable {
  case libvirt, qemu

  static let all = allCases

  var name: String { self == .libvirt ? "libvirt" : "QEMU" }

  var oldest: Version { steps[0] }

  /// The oldest supported version and all in which something changes, in order.
  var steps: [Version] {
    let changes = Set(Change.all.map { self == .libvirt ? $0.libvirt : $0.qemu })
    let (oldest, newest) = (Versions.oldest, Versions.newest)
    let range = self == .libvirt ? oldest.libvirt...newest.libvirt : oldest.qemu...newest.qemu
    return [range.lowerBound] + changes.filter { range.contains($0) && $0 > range.lowerBound }.sorted()
  }

  func versions(_ version: Version) -> Versions {
    self == .libvirt
      ? Versions(libvirt: version, qemu: Versions.newest.qemu)
      : Versions(libvirt: Versions.newest.libvirt, qemu: version)
  }
}
