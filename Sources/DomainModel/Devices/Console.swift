/// An interactive console: `<console>`. With a virtio target it is a port of a virtio-serial controller.
///
/// Source: libvirt `virDomainChrDefParseXML`; documentation, "Console".
public struct Console: Hashable, Sendable {
  /// What is behind it on the host.
  public var source: ChardevSource
  /// The terminal of a running domain; libvirt ignores it when a domain is defined.
  public var tty: String?
  /// A file that records what passes.
  public var log: ChardevLog?
  /// What the guest sees; absent means the machine's own kind of console.
  public var target: ConsoleTarget?
  /// Its name.
  public var alias: Alias?
  /// Its index in the ACPI tables of the guest; libvirt refuses it on a device with an address that is not a PCI address.
  public var acpi: ACPI?
  /// The port it is plugged in.
  public var address: Address?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a console.
  public init(source: ChardevSource, target: ConsoleTarget? = nil, address: Address? = nil) {
    self.source = source
    self.target = target
    self.address = address
  }

  /// Whether the guest sees it as a port of a virtio-serial controller.
  public var isVirtio: Bool { target?.type == .virtio }

  /// Whether it shows a serial port, which is what an absent type means.
  public var isSerial: Bool {
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

/// What the guest sees of a console: `<target>`.
public struct ConsoleTarget: Hashable, Sendable {
  /// The kinds (`virDomainChrConsoleTarget`).
  public enum Kind: String, Keyword {
    /// The machine's own kind, as if the type were absent.
    case unspecified = "none"
    /// The first serial port; the console is another view of it.
    case serial
    /// A port of a virtio-serial controller.
    case virtio
    /// A line-mode console of s390 machines.
    case sclp
    /// A full-screen console of s390 machines.
    case sclplm
    /// Consoles of other hypervisors.
    case xen, uml, lxc, openvz
  }

  /// The kind.
  public var type: Kind?
  /// The number of the console, counted by libvirt.
  public var port: Int?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a target.
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
