internal import DomainModel
internal import Resolution
internal import XMLTree

/// A port of a guest: a device with one end on the host and one in the guest.
public struct WayIn: Hashable, Sendable {
  /// The kind of device.
  public enum Kind: String, CaseIterable, Sendable {
    /// A virtio port: a byte stream for one program.
    case channel
    /// A virtio console, or the operator console of an s390 machine: a terminal.
    case console
    /// A serial port.
    case serial
    /// A parallel port.
    case parallel
    /// A TCP address on QEMU's user network.
    case forward = "guestfwd"
  }

  /// The kind of device.
  public let kind: Kind
  /// The alias, for `virsh console --devname`.
  public let id: String
  /// The controller of a virtio port, or a bus such as `isa`; nil for an integrated device of the board.
  public let bus: String?
  /// The number on the controller or bus; nil if it has none.
  public let number: Int?
  /// The name of the port in the guest; nil if it has none.
  public let name: String?
  /// The QEMU device, such as `isa-serial`; nil if the board determines it.
  public let model: String?
  /// The host end.
  public let host: HostEnd
  /// The log file; nil if there is none.
  public let log: String?
  /// The reason why libvirt or QEMU refuses the device; nil if it is accepted.
  public let fault: String?
  let guest: Guest
  /// Whether `<qemu:commandline>` adds the device, so that libvirt does not know it.
  public var isArgument = false

  /// What it is in the guest, by its kind.
  enum Guest: Hashable, Sendable {
    case port(GuestEnd)
    case serial(SerialEnd)
    case address(String)
    /// Not known, because the device is refused.
    case unknown
  }
}

extension WayIn {
  /// The path that a program in the guest opens; nil if there is none or it is not known.
  public func path(in system: GuestEnd.System) -> String? {
    switch guest {
    case .port(let end): end.path(in: system)
    case .serial(let end): end.path(in: system)
    case .address(let address): address
    case .unknown: nil
    }
  }

  /// The program in the guest that uses the port; nil if it is unknown.
  public func program(in system: GuestEnd.System) -> String? {
    switch guest {
    case .port(let end): end.program(in: system)
    case .serial(let end): end.program(in: system)
    case .address, .unknown: nil
    }
  }

  /// Linux: the device of a virtio port, `/dev/vport1p2`; nil for other devices and if it is not known.
  public var device: String? {
    if case .port(let end) = guest { end.device } else { nil }
  }
}

extension WayIn {
  init(_ port: MappedPort, on bus: String, log: String?, fault: String?, isArgument: Bool = false) {
    self.init(
      kind: port.kind == .channel ? .channel : .console, id: port.id, bus: bus, number: port.number, name: port.name,
      model: port.kind.driver, host: port.host, log: log, fault: fault,
      guest: .port(port.guest), isArgument: isArgument)
  }

  init(_ forward: MappedForward, log: String?, fault: String?) {
    self.init(
      kind: .forward, id: forward.id, bus: nil, number: nil, name: nil, model: nil, host: forward.host, log: log,
      fault: fault, guest: .address(forward.guestAddress))
  }
}
