internal import DomainModel
internal import Files
internal import GuestAgent
internal import LibvirtHost
internal import LintRules
internal import Resolution
internal import SourceText
internal import Topology

/// A channel of a domain, found through its XML.
struct DomainChannel {
  /// Its name or alias; nil for the only one.
  let name: String?
  /// The versions to target; nil for any.
  let versions: VersionOptions
  /// Whether the domain is one of the user's own libvirt; without it, it may be either.
  let isOfSession: Bool

  /// Where a program on the host connects to it.
  ///
  /// - Throws: `FileError` when there is no domain, ``ChannelError`` when the XML rules it out.
  func endpoint(inFile path: String, _ streams: Streams) throws -> Endpoint {
    let configuration = try Configuration.nearest(toFile: path)
    let input = try DomainInput.read(
      path, versions.isGiven ? versions.versions() : configuration.versions, limit: configuration.limit, streams)
    return try endpoint(in: input, path, resolvers(configuration))
  }

  /// Where a program on the host connects to a running domain of a libvirt.
  func endpoint(of word: String, _ opened: OpenHost) throws -> Endpoint {
    let domain = try opened.domain(word)
    guard domain.id != nil else {
      throw ChannelError(
        .domainOff, "domain '\(domain.name.escapedForDisplay)' is shut off", help: "start it with virsh start")
    }
    let raw = try opened.host.xml(of: [domain], live: true)[0].get()
    let versions = opened.versions(self.versions)
    let input = DomainInput(raw, name: domain.name, versions, opened.connection, limit: .max)
    return try endpoint(in: input, domain.name, [Resolver(versions, connection: opened.connection)])
  }

  private func endpoint(in input: DomainInput, _ path: String, _ resolvers: [Resolver]) throws -> Endpoint {
    if let refusal = input.checked.refusal { throw FileError(path, refusal) }
    guard let domain = input.checked.domain else { throw FileError(path, "contains no domain") }
    let resolved = resolvers.map { $0.resolve(domain) }
    let running = domain.header.id.map { id in resolved.map { ChannelMap($0, runningAs: id) } } ?? []
    let ways = try (running + resolved.map { ChannelMap($0) }).map { try way(in: $0) }
    return try ways.lazy.compactMap(\.existingEndpoint).first ?? endpoint(of: ways[0])
  }

  /// libvirt's own sockets have moved, and a user's libvirt has others than the system's.
  private func resolvers(_ configuration: Configuration) -> [Resolver] {
    let isConfigured = configuration.libvirt != nil || configuration.qemu != nil
    let all =
      versions.isGiven
      ? [versions.versions()]
      : isConfigured ? [configuration.versions] : [.newest, Versions(libvirt: Version(9, 0), qemu: Version(7, 2))]
    let connections = configuration.session || isOfSession ? [LibvirtConnection.ofUser] : [.system, .ofUser]
    return connections.flatMap { connection in all.map { Resolver($0, connection: connection) } }
  }

  private func way(in map: ChannelMap) throws(ChannelError) -> WayIn {
    do throws(Unreachable) {
      return try map.reachable(name)
    } catch {
      throw ChannelError(.impossible, error.description, help: error.help)
    }
  }

  private func endpoint(of way: WayIn) throws(ChannelError) -> Endpoint {
    if case .numbered = way.host.endpoint {
      throw ChannelError(
        .noSocket, "no socket matches '\(way.host.address ?? "")' (ID is the domain id)",
        help:
          "start the domain; if it is running, retry as root, because libvirt's directories are readable by root only")
    }
    guard let endpoint = way.endpoint else {
      throw ChannelError(
        .unreachable, "cannot derive an endpoint from '\(way.host.address ?? "")'", help: "give it as HOST:PORT")
    }
    return endpoint
  }
}

extension WayIn {
  /// The endpoint as the XML states it.
  fileprivate var endpoint: Endpoint? {
    switch host.endpoint {
    case .path(let path): .unix(path: path)
    case .tcp(let name, let service): UInt16(service).map { .tcp(host: name.isEmpty ? "localhost" : name, port: $0) }
    case .numbered, .words, .unknown: nil
    }
  }

  /// The endpoint where there is a socket; one that is not libvirt's is taken as it is stated.
  fileprivate var existingEndpoint: Endpoint? {
    switch host.endpoint {
    case .numbered(let before, let after):
      NumberedPaths.existing(before: before, after: after).first.map { .unix(path: $0) }
    case .path(let path): FileInput.exists(path) ? .unix(path: path) : nil
    case .tcp, .words, .unknown: endpoint
    }
  }
}
