public import DomainModel

/// Fills in what libvirt fills in: from the domain as written to the domain as libvirt saves and starts it.
public struct Resolver: Sendable {
  /// The versions to target.
  public let versions: Versions
  /// Which libvirt the domain belongs to.
  public let connection: LibvirtConnection
  private let generatedPaths: GeneratedPaths

  /// Makes a resolver.
  public init(_ versions: Versions = .newest, connection: LibvirtConnection = .system) {
    self.versions = versions
    self.connection = connection
    generatedPaths = GeneratedPaths(connection: connection, versions: versions)
  }

  /// Resolves a domain. It never fails: what libvirt refuses is a finding, and the rest is filled in as far as it goes.
  public func resolve(_ domain: Domain) -> ResolvedDomain {
    var resolution = resolution(of: domain)
    resolution.run()
    return resolution.result()
  }

  /// The ports that the devices of a domain have.
  func assignedPorts(of domain: Domain) -> VirtioSerialAddressSet {
    var resolution = resolution(of: domain)
    return resolution.assignedPorts()
  }

  private func resolution(of domain: Domain) -> DomainResolution {
    let read = versions.supports(.attributeErrors) ? domain : domain.readingLastTargets()
    return DomainResolution(read, versions: versions, connection: connection, generatedPaths: generatedPaths)
  }
}
