public import LintRules
public import Resolution

/// Compares how two pairs of libvirt and QEMU versions handle a domain.
public struct DomainComparison {
  /// The versions to compare from.
  public let from: Versions
  /// The versions to compare with.
  public let to: Versions

  /// Creates a comparison; either pair can be the newer one.
  public init(from: Versions, to: Versions) {
    self.from = from
    self.to = to
  }

  /// The differences, by kind and then in the order of the domain.
  /// - Parameters:
  ///   - findsCauses: Whether to find the versions that cause the differences. This checks the domain for each of about fifty
  ///     versions between the two pairs.
  ///   - check: Checks the domain with some versions.
  public func differences(findsCauses: Bool = true, _ check: (Versions) -> LintResult) -> [DomainDifference] {
    let (old, new) = (facts(from, check), facts(to, check))
    let all = old.order + new.order.filter { old[$0] == nil }
    let changed = all.filter { old[$0] != new[$0] }
    guard !changed.isEmpty else { return [] }
    let causes = findsCauses ? causes(of: changed, check) : [:]
    return changed.map { fact in
      DomainDifference(
        kind: fact.kind, subject: fact.subject, before: old[fact], after: new[fact], causes: causes[fact] ?? [])
    }.sorted { $0.kind.rank < $1.kind.rank }
  }

  private func facts(_ versions: Versions, _ check: (Versions) -> LintResult) -> DomainFacts {
    DomainFacts(of: check(versions))
  }

  /// The pairs from one to the other, with one change of version between neighbours: QEMU's first, then libvirt's.
  private var steps: [Versions] {
    let qemus = Self.path(from.qemu, to.qemu, Change.all.map(\.qemu))
    let libvirts = Self.path(from.libvirt, to.libvirt, Change.all.map(\.libvirt))
    // The machine types of both ends are known only if both are specified.
    let pair: (Version, Version) -> Versions =
      from.statesQEMU && to.statesQEMU
      ? { Versions(libvirt: $0, qemu: $1) } : { Versions(libvirt: $0, ofTheDay: $1) }
    return qemus.map { pair(from.libvirt, $0) } + libvirts.dropFirst().map { pair($0, to.qemu) }
  }

  /// The versions on the way, both ends included. Behaviour changes between a version of `marks` and what is older than it: on
  /// the way down, the pair that has lost a change is written as the next older one on the way.
  private static func path(_ start: Version, _ end: Version, _ marks: [Version]) -> [Version] {
    let (low, high) = (min(start, end), max(start, end))
    let between = [low] + Set(marks).filter { low < $0 && $0 < high }.sorted() + (low < high ? [high] : [])
    return start <= end ? between : between.reversed()
  }

  /// The steps that make a difference to each fact. What is known is kept of two neighbours at a time, as it may be much.
  private func causes(
    of changed: [DomainFact], _ check: (Versions) -> LintResult
  ) -> [DomainFact: [DomainDifference.Cause]] {
    var causes: [DomainFact: [DomainDifference.Cause]] = [:]
    var before: (versions: Versions, facts: DomainFacts)?
    for versions in steps {
      let facts = facts(versions, check)
      if let before {
        let cause = cause(from: before.versions, to: versions)
        for fact in changed where before.facts[fact] != facts[fact] { causes[fact, default: []].append(cause) }
      }
      before = (versions, facts)
    }
    return causes
  }

  private func cause(from earlier: Versions, to later: Versions) -> DomainDifference.Cause {
    let isLibvirt = earlier.libvirt != later.libvirt
    let changes = Change.all.filter { earlier.supports($0) != later.supports($0) }
    let marks = changes.map { isLibvirt ? $0.libvirt : $0.qemu }
    let newer = isLibvirt ? max(earlier.libvirt, later.libvirt) : max(earlier.qemu, later.qemu)
    let version = marks.max() ?? newer
    return DomainDifference.Cause(
      libvirt: isLibvirt ? version : nil, qemu: isLibvirt ? nil : version, changes: changes)
  }
}

extension DomainDifference.Kind {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
