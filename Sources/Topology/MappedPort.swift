internal import Resolution

/// A port of a virtio-serial controller: a channel or a virtio console.
public struct MappedPort: Hashable, Sendable {
  /// What the port is to the guest.
  public enum Kind: String, Sendable {
    /// A stream of bytes for one program, `virtserialport`.
    case channel
    /// A terminal, `virtconsole`.
    case console
  }

  /// What the port is to the guest.
  public let kind: Kind
  /// Its name on the command line.
  public let id: String
  /// The index of its controller.
  public let controller: Int
  /// Its number on the controller.
  public let number: Int
  /// The name by which the guest finds it; nil when it has none.
  public let name: String?
  /// What it is on the host.
  public let host: HostEnd
  /// What it is in the guest.
  public let guest: GuestEnd

  init(_ port: PluggedPort, guest: GuestEnd) {
    kind = port.kind
    id = port.id
    controller = port.controller
    number = port.number
    name = port.name
    host = port.host
    self.guest = guest
  }
}

extension MappedPort {
  /// The ports of a domain.
  static func all(of domain: ResolvedDomain, runningAs id: Int?) -> [MappedPort] {
    let ports = PluggedPort.all(of: domain, runningAs: id)
    let controllers = domain.controllers.sorted { ($0.guestNumber ?? 0) < ($1.guestNumber ?? 0) }
    let unit = { (port: PluggedPort) in controllers.firstIndex { $0.index == port.controller } ?? 0 }
    let consoles = ports.enumerated().filter { $0.element.kind == .console }
      .sorted { (unit($0.element), $0.offset) < (unit($1.element), $1.offset) }.map(\.element.id)
    return ports.map { port in
      let end = GuestEnd(
        port, guestNumber: controllers.first { $0.index == port.controller }?.guestNumber, unit: unit(port),
        terminal: consoles.firstIndex(of: port.id))
      return MappedPort(port, guest: end)
    }
  }
}
