internal import LibvirtHost
internal import SourceText
internal import VirtChannel

/// A domain of a libvirt that devices are made for.
struct LiveDomain {
  let host: OpenHost
  let domain: HostDomain

  /// The XML that is changed: what the next start uses.
  func xml(for destination: DestinationOptions) throws(HostError) -> [UInt8] {
    if destination.into != nil, destination.write { return try host.host.definition(of: domain) }
    return try host.host.xml(of: [domain], live: false)[0].get()
  }

  /// Attaches a device, after the channel that it replaces was detached, and prints the device name in the guest.
  func attach(
    _ attachment: DomainEditor.Attachment, _ affected: LibvirtHost.Affected, _ versions: Versions,
    _ streams: inout Streams
  ) throws -> ExitStatus {
    if case .channel(let channel)? = attachment.replaced, let name = channel.name {
      try detach(name, affected)
      streams.complain("\(domain.name): the channel '\(name)' was detached for the new one")
    }
    let device = attachment.device.xml()
    let before = try ports(of: host.host.xml(of: [domain], live: affected != .config)[0].get(), versions)
    let after = try ports(of: host.host.attach(device, to: domain, affected), versions)
    let new = after.filter { port in !before.contains { $0.controller == port.controller && $0.number == port.number } }
    guard let port = new.first else {
      throw HostError("libvirt accepted the device, but \(domain.name.escapedForDisplay) does not have it")
    }
    let place = port.guest.terminal ?? port.guest.link ?? port.guest.device ?? "a port"
    let when = domain.id == nil || affected == .config ? "from its next start on" : "now"
    streams.output.write(
      "\(domain.name.escapedForDisplay): attached; the guest has \(place.escapedForDisplay) \(when)\n")
    return .clean
  }

  /// Detaches the channel of a name from the running domain and from the configuration of its next start, each with
  /// the XML that it has there.
  private func detach(_ name: String, _ affected: LibvirtHost.Affected) throws(HostError) {
    for isLive in affected.configurations(of: domain) {
      let xml = try host.host.xml(of: [domain], live: isLive)[0].get()
      let input = DomainInput(xml, name: domain.name, host.hostVersions, host.connection, limit: .max)
      let channels = input.checked.resolved?.domain.channels ?? []
      guard let channel = channels.first(where: { $0.name == name }) else { continue }
      try host.host.detach(channel.xml(), from: domain, live: isLive)
    }
  }

  private func ports(of xml: [UInt8], _ versions: Versions) throws(HostError) -> [MappedPort] {
    let input = DomainInput(xml, name: domain.name, versions, host.connection, limit: .max)
    guard let resolved = input.checked.resolved else { throw HostError("libvirt printed XML that contains no domain") }
    return Array(ChannelMap(resolved, runningAs: domain.id).ports)
  }
}
