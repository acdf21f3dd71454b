public import DomainModel

/// Fills in the values that libvirt fills in when it defines and starts a domain.
public struct Resolver: Sendable {
  /// The versions to target.
  public let versions: Versions
  /// The libvirt that the domain belongs to.
  public let connection: LibvirtConnection
  private let generatedPaths: GeneratedPaths

  /// Creates a resolver.
  public init(_ versions: Versions = .newest, connection: LibvirtConnection = .system) {
    self.versions = versions
    self.connection = connection
    generatedPaths = GeneratedPaths(connection: connection, versions: versions)
  }

  /// Resolves a domain. It never fails: each refusal of libvirt is a finding, and all other values are filled in.
  public func resolve(_ domain: Domain) -> ResolvedDomain {
    var resolution = resolution(of: domain)
    for step in DomainResolution.steps { step(&resolution) }
    return ResolvedDomain(taking: &resolution)
  }

  /// Resolves several domains. Each step is done for all of them before the next, so that its code stays in the caches of the
  /// processor.
  package func resolve(_ domains: [Domain]) -> [ResolvedDomain] {
    var resolutions = domains.map { resolution(of: $0) }
    for step in DomainResolution.steps {
      for index in resolutions.indices { step(&resolutions[index]) }
    }
    return resolutions.indices.map { ResolvedDomain(taking: &resolutions[$0]) }
  }

  /// The ports that the devices of a domain have.
  func assignedPorts(of domain: Domain) -> VirtioSerialAddressSet {
    var resolution = resolution(of: domain)
    return resolution.assignedPorts()
  }

  private func resolution(of domain: Domain) -> DomainResolution {
    DomainResolution(
      versions.supports(.attributeErrors) ? domain : domain.readingLastTargets(), versions: versions,
      connection: connection, generatedPaths: generatedPaths)
  }
}
