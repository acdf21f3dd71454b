/// An interactive console: `<console>`. With a virtio target it is a port of a virtio-serial controller.
///
/// Source: libvirt `virDomainChrDefParseXML`; documentation, "Console".
public struct Console: Hashable, Sendable {
  /// The host side of the device.
  public var source: ChardevSource
  /// The terminal of a running domain, such as `/dev/pts/3`; libvirt ignores it in a definition. Omitted if the domain is not running.
  public var tty: String?
  /// The file to which the guest's output is logged; nothing is logged if it is omitted.
  public var log: ChardevLog?
  /// The guest side of the console; if omitted, the default console of the machine.
  public var target: ConsoleTarget?
  /// The alias; libvirt assigns one if it is omitted.
  public var alias: Alias?
  /// The index in the ACPI tables of the guest, if specified. libvirt refuses it for a device whose address is not a PCI address.
  public var acpi: ACPI?
  /// The port of the controller; libvirt assigns one if it is omitted.
  public var address: Address?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a console.
  public init(source: ChardevSource, target: ConsoleTarget? = nil, address: Address? = nil) {
    self.source = source
    self.target = target
    self.address = address
  }

  /// Whether it is a port of a virtio-serial controller.
  @inlinable public var isVirtio: Bool {
    if case .virtio? = target?.type { true } else { false }
  }

  /// Whether it mirrors the first serial port, which is the default if the target has no type.
  @inlinable public var isSerial: Bool {
    switch target?.type {
    case nil, .unspecified, .serial: true
    default: false
    }
  }
}

extension Console: Element {
  init() { self.init(source: .null) }

  mutating func describe(_ coder: inout some ElementCoder) {
    source.describeType(&coder)
    coder.attribute(.tty, &tty)
    source.describeChildren(&coder)
    coder.child(.log, &log)
    coder.child(.target, &target)
    coder.child(.alias, &alias)
    coder.child(.acpi, &acpi)
    coder.child(.address, &address)
  }
}

/// The guest side of a console: `<target>`.
public struct ConsoleTarget: Hashable, Sendable {
  /// The types (`virDomainChrConsoleTarget`).
  public enum Kind: String, Keyword {
    /// The default console of the machine, as if the type were omitted.
    case unspecified = "none"
    /// The first serial port, which the console mirrors.
    case serial
    /// A port of a virtio-serial controller.
    case virtio
    /// The full-screen (VT220) operator console of s390 machines.
    case sclp
    /// The line-mode operator console of s390 machines.
    case sclplm
    /// A console of another hypervisor, which QEMU does not support.
    case xen, uml, lxc, openvz
  }

  /// The type; the default of the machine if it is omitted.
  public var type: Kind?
  /// The number of the console, from 0, which libvirt assigns.
  public var port: Int?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a target.
  public init(_ type: Kind? = nil, port: Int? = nil) {
    self.type = type
    self.port = port
  }
}

extension ConsoleTarget: Element {
  init() { self.init(nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.type, &type)
    coder.number(.port, &port, .wrapping)
  }
}
