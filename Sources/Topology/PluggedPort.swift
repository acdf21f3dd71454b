internal import DomainModel
internal import Resolution

/// A port with its number, also if QEMU assigns it.
struct PluggedPort: Hashable, Sendable {
  let kind: MappedPort.Kind
  let id: String
  let controller: Int
  let number: Int
  let name: String?
  let host: HostEnd

  /// The ports of a domain in the order of the command line: channels, then consoles.
  static func all(of domain: ResolvedDomain, runningAs id: Int?) -> [PluggedPort] {
    let assignment = domain.portAssignment()
    let channels = zip(zip(domain.channels, domain.domain.channels), assignment.channels)
      .compactMap { (channel, port) -> PluggedPort? in
        // A channel without a number is one that libvirt refuses.
        guard let port, !port.isAssigned else { return nil }
        let host = id.map { HostEnd(channel.0, written: channel.1, runningAs: $0) } ?? HostEnd(channel.0)
        return PluggedPort(.channel, channel.0.id, port, name: channel.0.portName, host)
      }
    let consoles = zip(domain.consoles, assignment.consoles).compactMap { console, port in
      port.map { PluggedPort(.console, console.id, $0, name: nil, HostEnd(console.console.source)) }
    }
    return channels + consoles
  }

  private init(
    _ kind: MappedPort.Kind, _ id: String, _ port: QEMUPortAssignment.Port, name: String?, _ host: HostEnd
  ) {
    self.kind = kind
    self.id = id
    controller = port.controller
    number = port.number
    self.name = name
    self.host = host
  }
}
