internal import DomainModel
internal import Resolution
internal import XMLTree

/// A way into a guest: a device with one end on the host and one in the guest.
public struct WayIn: Hashable, Sendable {
  /// What the device is.
  public enum Kind: String, CaseIterable, Sendable {
    /// A stream of bytes for one program: a virtio port.
    case channel
    /// A terminal: a virtio console, or the operator console of an s390 machine.
    case console
    /// A serial port.
    case serial
    /// A parallel port.
    case parallel
    /// A TCP address on QEMU's user network.
    case forward = "guestfwd"
  }

  /// What the device is.
  public let kind: Kind
  /// Its alias, which `virsh console --devname` takes.
  public let id: String
  /// What it is plugged into: the controller of a virtio port, or a bus, such as `isa`; nil where the board has it.
  public let bus: String?
  /// Its number there; nil where it has none.
  public let number: Int?
  /// The name by which the guest finds it; nil when it has none.
  public let name: String?
  /// QEMU's device, such as `isa-serial`; nil where the board decides.
  public let model: String?
  /// What it is on the host.
  public let host: HostEnd
  /// The file that records what passes; nil without one.
  public let log: String?
  /// Why libvirt or QEMU refuses it; nil when nothing is known against it.
  public let fault: String?
  let guest: Guest
  /// Whether an argument of `<qemu:commandline>` adds it, so that libvirt does not know it.
  public var isArgument = false

  /// What it is in the guest, by its kind.
  enum Guest: Hashable, Sendable {
    case port(GuestEnd)
    case serial(SerialEnd)
    case address(String)
    /// Not known, as it is not plugged in.
    case unknown
  }
}

extension WayIn {
  /// What a program in the guest opens; nil when there is nothing, or nothing known.
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

  /// Linux: the device of a virtio port, `/dev/vport1p2`; nil for others and when it is not known.
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
