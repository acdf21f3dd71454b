internal import DomainModel

/// The types of serial port (`virDomainChrSerialTarget`).
public enum SerialKind: String, CaseIterable, Sendable {
  /// A UART of a PC.
  case isa = "isa-serial"
  /// A USB adapter.
  case usb = "usb-serial"
  /// A PCI card.
  case pci = "pci-serial"
  /// The terminal of a pseries machine.
  case spaprVIO = "spapr-vio-serial"
  /// The integrated UART of a board.
  case system = "system-serial"
  /// The console of an s390 machine.
  case sclp = "sclp-serial"
  /// The debug port that firmware writes to.
  case isaDebug = "isa-debug"

  /// The type of bus that it uses.
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
  /// The models of the type, the default first (`qemuValidateChrSerialTargetModelToTargetType`).
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

  /// The type that a model belongs to; nil for a model that libvirt does not know.
  public init?(model: String) {
    guard let kind = Self.allCases.first(where: { $0.models.contains(model) }) else { return nil }
    self = kind
  }
}

extension Machine {
  /// The type of a serial port without a type, or with `isa-serial`, which libvirt treats as none (`qemuDomainChrDefPostParse`); nil if
  /// libvirt has no type for the machine and the board determines it.
  public var defaultSerialKind: SerialKind? {
    switch family {
    case .armVirt, .riscvVirt, .loongArchVirt: .system
    case .pseries: .spaprVIO
    case .i440fx, .q35, .s390CCW, .vexpress, .other: isX86 ? .isa : isS390 ? .sclp : nil
    }
  }

  /// How many integrated UARTs QEMU connects; a further serial port has no device in the guest. Zero on machines whose serial ports are
  /// separate devices (QEMU `hw/arm/virt.c`, `hw/riscv/virt.c`, `hw/loongarch/virt.c`, `hw/arm/vexpress.c`, `hw/ppc/mac_newworld.c`,
  /// `hw/ppc/mac_oldworld.c`).
  public func integratedSerialCount(_ versions: Versions) -> Int {
    switch family {
    case .armVirt: versions.supports(.secondSystemSerial) ? 2 : 1
    case .riscvVirt: 1
    case .loongArchVirt: versions.supports(.fourSystemSerials) ? 4 : 1
    case .vexpress: 4
    case .other: isPowerMac ? 2 : 0
    case .i440fx, .q35, .pseries, .s390CCW: 0
    }
  }

  /// Whether it is a Power Mac, which has two serial ports of the Zilog chip.
  public var isPowerMac: Bool { ["ppc", "ppc64"].contains(architecture) && ["mac99", "g3beige"].contains(type) }

  /// The type that libvirt uses for a specified target type; nil for a type that it does not know, and if the board determines it.
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
