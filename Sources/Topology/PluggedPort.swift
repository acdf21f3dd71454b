internal import DomainModel
internal import Resolution

/// A port with its number, also where QEMU chooses it.
struct PluggedPort: Hashable, Sendable {
  let kind: MappedPort.Kind
  let id: String
  let controller: Int
  let number: Int
  let name: String?
  let host: HostEnd

  /// The ports of a domain in the order of the command line: channels, then consoles.
  static func all(of domain: ResolvedDomain, runningAs id: Int?) -> [PluggedPort] {
    var ports = zip(domain.channels, domain.domain.channels).compactMap { channel, written in
      PluggedPort(channel, written: written, runningAs: id)
    }
    for console in domain.consoles where console.console.isVirtio {
      guard let port = console.assignedPort(beside: ports, domain) else { continue }
      ports.append(
        PluggedPort(
          kind: .console, id: console.id, controller: port.controller, number: port.number, name: nil,
          host: HostEnd(console.console.source)))
    }
    return ports
  }

  private init(kind: MappedPort.Kind, id: String, controller: Int, number: Int, name: String?, host: HostEnd) {
    self.kind = kind
    self.id = id
    self.controller = controller
    self.number = number
    self.name = name
    self.host = host
  }

  private init?(_ channel: ResolvedChannel, written: Channel, runningAs id: Int?) {
    guard let port = channel.port, let number = port.port else { return nil }
    self.init(
      kind: .channel, id: channel.id, controller: port.controller ?? 0, number: number, name: channel.channel.name,
      host: id.map { HostEnd(channel, written: written, runningAs: $0) } ?? HostEnd(channel))
  }
}

extension ResolvedConsole {
  /// The port it has, or the one that QEMU chooses: the lowest free one of the controller that stands last on the command
  /// line (hw/char/virtio-serial-bus.c, `virtser_port_device_plug`).
  fileprivate func assignedPort(beside ports: [PluggedPort], _ domain: ResolvedDomain) -> (
    controller: Int, number: Int
  )? {
    if let port, let number = port.port { return (port.controller ?? 0, number) }
    guard let last = domain.controllers.last?.index else { return nil }
    let taken = Set(ports.filter { $0.controller == last }.map(\.number))
    return (0...taken.count).first { !taken.contains($0) }.map { (last, $0) }
  }
}
