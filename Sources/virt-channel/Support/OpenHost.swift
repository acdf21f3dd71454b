internal import Files
internal import LibvirtHost
internal import Resolution
internal import SourceText

/// A libvirt that has answered.
struct OpenHost: Sendable {
  let host: LibvirtHost
  let facts: HostFacts
  /// Whether running domains are described as they run.
  let isLive: Bool
  /// Whether their XML includes passwords.
  var hasSecrets = false

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

  /// The one domain with a name.
  func domain(_ name: String) throws(HostError) -> HostDomain {
    let domains = try DomainSelection([name], onlyRunning: false).domains(of: facts)
    guard let domain = domains.first, domains.count == 1 else {
      throw HostError("'\(name.escapedForDisplay)' matches \(domains.count) domains; name one")
    }
    return domain
  }

  /// Defines a domain.
  /// - Parameter isForced: whether libvirt's schema is not asked.
  func define(
    _ new: [UInt8], insteadOf old: [UInt8], for domain: HostDomain, isForced: Bool
  ) throws(FileError) -> Definition {
    do throws(HostError) {
      return try host.define(
        new, insteadOf: old, for: domain, validating: !isForced, backupIn: StateDirectory.path)
    } catch {
      throw FileError(domain.name, error.description)
    }
  }

  /// The XML of domains; one that cannot be read says why.
  func inputs(_ selection: DomainSelection) throws(HostError) -> Inputs {
    let domains = try selection.domains(of: facts)
    let texts = try host.xml(of: domains, live: isLive, secrets: hasSecrets)
    var inputs = Inputs(zip(domains, texts).map { ($0, $1) })
    if isLive { for domain in domains where domain.id == nil { inputs.note(shutOff: domain) } }
    return inputs
  }
}

extension Definition {
  /// What was done to a domain and how to undo it, as a line.
  func line(for domain: HostDomain) -> String {
    let when = domain.id == nil ? "" : " for its next start"
    return "\(domain.name.escapedForDisplay): defined\(when); undo with: \(undo)\n"
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
