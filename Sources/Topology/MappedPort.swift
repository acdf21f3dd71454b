internal import DomainModel
internal import Resolution
internal import Translation

/// A port of a virtio-serial controller: a channel or a virtio console.
public struct MappedPort: Hashable, Sendable {
  /// The kind of the device in the guest.
  public enum Kind: String, Sendable {
    /// A byte stream for one program, `virtserialport`.
    case channel
    /// A terminal, `virtconsole`.
    case console

    /// QEMU's device.
    var driver: String { self == .channel ? "virtserialport" : "virtconsole" }
  }

  /// The kind of the device in the guest.
  public let kind: Kind
  /// The id on the command line.
  public let id: String
  /// The index of its controller.
  public let controller: Int
  /// The port number on the controller, from 0.
  public let number: Int
  /// The name of the port in the guest; nil if it has none.
  public let name: String?
  /// The host end.
  public let host: HostEnd
  /// The guest end.
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
  /// - Parameter terminalsBefore: how many terminals Linux finds before those of virtio consoles.
  static func all(
    of domain: ResolvedDomain, in order: GuestOrder, runningAs id: Int?, terminalsBefore: Int, extra: ExtraArguments?
  ) -> [MappedPort] {
    let ports = PluggedPort.all(of: domain, runningAs: id, extra: extra)
    let indices = domain.controllers.map(\.index)
    let numbers = { (index: Int) in order.number(ofController: index) ?? 0 }
    let units = FirstIndices(of: indices.sorted { numbers($0) < numbers($1) })
    let consoles = ports.enumerated().filter { $0.element.kind == .console }
      .map { (unit: units[$0.element.controller] ?? 0, offset: $0.offset, id: $0.element.id) }
      .sorted { ($0.unit, $0.offset) < ($1.unit, $1.offset) }
    let terminals = FirstIndices(of: consoles.map(\.id))
    return ports.map { port in
      let end = GuestEnd(
        port, guestNumber: order.number(ofController: port.controller), unit: units[port.controller] ?? 0,
        terminal: terminals[port.id].map { terminalsBefore + $0 })
      return MappedPort(port, guest: end)
    }
  }
}

/// Where each of some things comes first in a list.
private struct FirstIndices<Thing: Hashable> {
  private let indices: [Thing: Int]

  init(of things: [Thing]) {
    indices = Dictionary(zip(things, things.indices)) { first, _ in first }
  }

  subscript(thing: Thing) -> Int? { indices[thing] }
}

/// A channel that the guest reaches by TCP on QEMU's user network, `guestfwd`.
public struct MappedForward: Hashable, Sendable {
  /// The id on the command line.
  public let id: String
  /// The host end.
  public let host: HostEnd
  /// The address to which a program in the guest connects, such as `10.0.2.1:4600`.
  public let guestAddress: String

  init?(_ channel: ResolvedChannel) {
    guard case .guestfwd(let target)? = channel.channel.target?.kind else { return nil }
    id = channel.id
    host = HostEnd(channel)
    guestAddress = Self.guestAddress(of: target)
  }

  static func guestAddress(of target: GuestfwdTarget) -> String { "\(target.address ?? ""):\(target.port ?? 0)" }
}
