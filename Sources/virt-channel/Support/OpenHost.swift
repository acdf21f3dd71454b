internal import Files
internal import LibvirtHost
internal import Resolution

/// A libvirt that has answered.
struct OpenHost {
  let host: LibvirtHost
  let facts: HostFacts
  /// Whether running domains are described as they run.
  let isLive: Bool

  /// The versions to target: those of options, else the host's.
  func versions(_ options: VersionOptions) -> Versions {
    options.isGiven ? options.versions() : hostVersions
  }

  /// The host's versions; of a driver without QEMU, the QEMU released with its libvirt.
  var hostVersions: Versions {
    Versions(libvirt: facts.libvirt.flatMap { Version($0) }, qemu: facts.qemu.flatMap { Version($0) })
  }

  /// Where that libvirt makes its sockets.
  var connection: LibvirtConnection {
    if let root = facts.uri.split(separator: "/embed?root=").dropFirst().first { return .embedded(root: String(root)) }
    return facts.uri.hasSuffix("/session") ? .ofUser : .system
  }

  /// The XML of domains; one that cannot be read says why.
  func inputs(_ selection: DomainSelection) throws(HostError) -> Inputs {
    let domains = try selection.domains(of: facts)
    let texts = try host.xml(of: domains, live: isLive)
    return Inputs(zip(domains, texts).map { ($0, $1) })
  }
}

extension VersionOptions {
  /// Whether an option names a version.
  var isGiven: Bool { libvirt != nil || qemu != nil }
}

extension Inputs {
  /// Takes domains of a host.
  init(_ domains: [(domain: HostDomain, text: Result<[UInt8], HostError>)]) {
    self.init()
    for (domain, text) in domains {
      switch text {
      case .success(let bytes): append(.domain(bytes, domain))
      case .failure(let error): note(FileError(domain.name, error.description))
      }
    }
  }
}
