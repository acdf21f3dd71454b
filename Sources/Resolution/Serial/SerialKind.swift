internal import DomainModel

/// The kinds of serial port: the target types that libvirt knows (`virDomainChrSerialTarget`).
public enum SerialKind: String, CaseIterable, Sendable {
  /// A UART of a PC.
  case isa = "isa-serial"
  /// A USB adapter.
  case usb = "usb-serial"
  /// A PCI card.
  case pci = "pci-serial"
  /// The terminal of a pseries machine.
  case spaprVIO = "spapr-vio-serial"
  /// The UART that a board has built in.
  case system = "system-serial"
  /// The console of an s390 machine.
  case sclp = "sclp-serial"
  /// The debug port that firmware writes to.
  case isaDebug = "isa-debug"

  /// The type of bus that it is plugged into.
  public var bus: String {
    switch self {
    case .isa, .isaDebug: "isa"
    case .usb: "usb"
    case .pci: "pci"
    case .spaprVIO: "spapr-vio"
    case .system: "system"
    case .sclp: "sclp"
    }
  }
}

extension SerialKind {
  /// The models that libvirt knows of the kind, the usual one first (`qemuValidateChrSerialTargetModelToTargetType`).
  public var models: [String] {
    switch self {
    case .isa: ["isa-serial"]
    case .usb: ["usb-serial"]
    case .pci: ["pci-serial"]
    case .spaprVIO: ["spapr-vty"]
    case .system: ["pl011", "16550a"]
    case .sclp: ["sclpconsole", "sclplmconsole"]
    case .isaDebug: ["isa-debugcon"]
    }
  }

  /// The kind that a model belongs to; nil for a model that libvirt does not know.
  public init?(model: String) {
    guard let kind = Self.allCases.first(where: { $0.models.contains(model) }) else { return nil }
    self = kind
  }
}

extension Machine {
  /// The kind of a serial port that states none, or `isa-serial`, which libvirt takes for none (`qemuDomainChrDefPostParse`); nil where
  /// libvirt knows of no kind and leaves the port to the board.
  public var defaultSerialKind: SerialKind? {
    switch family {
    case .armVirt, .riscvVirt, .loongArchVirt: .system
    case .pseries: .spaprVIO
    case .i440fx, .q35, .s390CCW, .vexpress, .other: isX86 ? .isa : isS390 ? .sclp : nil
    }
  }

  /// The kind that libvirt takes a stated target type for; nil for a type it does not know, and where the board decides.
  public func serialKind(stating type: String?) -> SerialKind? {
    guard let type, type != SerialKind.isa.rawValue, type != "none" else { return defaultSerialKind }
    return SerialKind(rawValue: type)
  }

  /// The model of a serial port that states none.
  func defaultModel(of kind: SerialKind) -> String? {
    switch kind {
    case .system: family == .armVirt ? "pl011" : family == .riscvVirt || family == .loongArchVirt ? "16550a" : nil
    case .isa, .usb, .pci, .spaprVIO, .sclp, .isaDebug: kind.models.first
    }
  }
}
