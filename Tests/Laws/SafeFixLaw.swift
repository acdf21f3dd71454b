public import VirtChannel

/// Safe fixes change nothing that the guest or the host could see: where libvirt takes a domain, QEMU gets the same options and PCI
/// controllers before and after.
public struct SafeFixLaw {
  private let versions: Versions

  /// The law for a pair of versions.
  public init(_ versions: Versions) { self.versions = versions }

  /// Checks the safe fixes of all rules together.
  public func check(_ file: SourceFile) throws(LawViolation) {
    guard let before = Acceptance.resolved(file, versions) else { return }
    var linter = Linter(versions: versions, rules: Rule.all)
    let result = FixLoop().fix(file, with: &linter)
    guard !result.fixes.isEmpty else { return }
    let titles = result.fixes.map(\.title)
    guard let after = Acceptance.resolved(result.file, versions) else {
      throw LawViolation("\(versions.libvirt) refuses the domain after \(titles)")
    }
    try expect(options(before) == options(after), "other options of QEMU after \(titles)")
    try expect(controllers(before) == controllers(after), "other PCI controllers after \(titles)")
  }

  private func options(_ domain: ResolvedDomain) -> [String] {
    domain.arguments(dialect: .keyval)
  }

  private func controllers(_ domain: ResolvedDomain) -> [String] {
    domain.pciControllers.map { "\($0.index) \($0.model) \(String(describing: $0.address))" }
  }
}
