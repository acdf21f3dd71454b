public import LintRules
public import Resolution

/// Compares what becomes of one domain under two pairs of libvirt and QEMU.
public struct DomainComparison {
  /// The pair to compare with.
  public let from: Versions
  /// The pair that is compared.
  public let to: Versions

  /// Compares `to` with `from`; either may be the newer pair.
  public init(from: Versions, to: Versions) {
    self.from = from
    self.to = to
  }

  /// The differences, by kind and then in the order of the domain.
  /// - Parameter check: checks the domain as libvirt and QEMU of some versions would; it is called for versions between both
  ///   pairs as well, to find those that made a difference.
  public func differences(_ check: (Versions) -> LintResult) -> [DomainDifference] {
    let (old, new) = (facts(from, check), facts(to, check))
    let all = old.order + new.order.filter { old[$0] == nil }
    let changed = all.filter { old[$0] != new[$0] }
    guard !changed.isEmpty else { return [] }
    let steps = steps.map { (versions: $0, facts: facts($0, check)) }
    return changed.map { fact in
      DomainDifference(
        kind: fact.kind, subject: fact.subject, before: old[fact], after: new[fact],
        causes: causes(of: fact, among: steps))
    }.sorted { $0.kind.rank < $1.kind.rank }
  }

  private func facts(_ versions: Versions, _ check: (Versions) -> LintResult) -> DomainFacts {
    DomainFacts(of: check(versions))
  }

  /// The pairs from one to the other, with one change of version between neighbours: QEMU's first, then libvirt's.
  private var steps: [Versions] {
    let qemus = Self.path(from.qemu, to.qemu, Change.all.map(\.qemu))
    let libvirts = Self.path(from.libvirt, to.libvirt, Change.all.map(\.libvirt))
    return qemus.map { Versions(libvirt: from.libvirt, qemu: $0) }
      + libvirts.dropFirst().map { Versions(libvirt: $0, qemu: to.qemu) }
  }

  /// The versions on the way, both ends included. Behaviour changes between a version of `marks` and what is older than it: on
  /// the way down, the pair that has lost a change is written as the next older one on the way.
  private static func path(_ start: Version, _ end: Version, _ marks: [Version]) -> [Version] {
    let (low, high) = (min(start, end), max(start, end))
    let between = [low] + Set(marks).filter { low < $0 && $0 < high }.sorted() + (low < high ? [high] : [])
    return start <= end ? between : between.reversed()
  }

  private func causes(
    of fact: DomainFact, among steps: [(versions: Versions, facts: DomainFacts)]
  ) -> [DomainDifference.Cause] {
    zip(steps, steps.dropFirst()).filter { $0.facts[fact] != $1.facts[fact] }.map { earlier, later in
      let isLibvirt = earlier.versions.libvirt != later.versions.libvirt
      let changes = Change.all.filter { earlier.versions.supports($0) != later.versions.supports($0) }
      let marks = changes.map { isLibvirt ? $0.libvirt : $0.qemu }
      let newer =
        isLibvirt
        ? max(earlier.versions.libvirt, later.versions.libvirt)
        : max(earlier.versions.qemu, later.versions.qemu)
      let version = marks.max() ?? newer
      return DomainDifference.Cause(
        libvirt: isLibvirt ? version : nil, qemu: isLibvirt ? nil : version, changes: changes)
    }
  }
}

extension DomainDifference.Kind {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
