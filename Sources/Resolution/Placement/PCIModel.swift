package import DomainModel

/// The models of `<controller type='pci'>`, with the bus that each requires and provides.
///
/// Source: libvirt `virDomainPCIControllerModelToConnectType` and `virDomainPCIAddressBusSetModel`.
public enum PCIModel: String, Hashable, Sendable, CaseIterable {
  /// The conventional PCI root bus of a machine.
  case root = "pci-root"
  /// The PCI Express root bus of a machine.
  case pcieRoot = "pcie-root"
  /// A conventional bus on a conventional bus.
  case bridge = "pci-bridge"
  /// A conventional bus on a PCI Express root; superseded by `pcie-to-pci-bridge`.
  case dmiToPCIBridge = "dmi-to-pci-bridge"
  /// A conventional bus on a PCI Express port.
  case pcieToPCIBridge = "pcie-to-pci-bridge"
  /// One PCI Express slot.
  case rootPort = "pcie-root-port"
  /// The upstream port of a PCI Express switch.
  case switchUpstreamPort = "pcie-switch-upstream-port"
  /// A downstream port of a PCI Express switch: one slot.
  case switchDownstreamPort = "pcie-switch-downstream-port"
  /// An additional conventional root bus, for a NUMA node.
  case expanderBus = "pci-expander-bus"
  /// An additional PCI Express root bus, for a NUMA node.
  case pcieExpanderBus = "pcie-expander-bus"

  package static let words = WordTable(allCases)

  /// Whether it is the machine's own, plugged in nowhere.
  package var isRoot: Bool { self == .root || self == .pcieRoot }

  /// What it needs of the bus it is plugged in.
  var connection: PCIConnectFlags {
    switch self {
    case .root, .pcieRoot: []
    case .bridge: .bridge
    case .dmiToPCIBridge: .dmiToPCIBridge
    case .pcieToPCIBridge: .pcieToPCIBridge
    case .rootPort: [.rootPort, .aggregating]
    case .switchUpstreamPort: .switchUpstreamPort
    case .switchDownstreamPort: .switchDownstreamPort
    case .expanderBus: .expanderBus
    case .pcieExpanderBus: .pcieExpanderBus
    }
  }

  /// What may be plugged into its bus.
  var accepts: PCIConnectFlags {
    switch self {
    case .root: [.automatic, .conventional, .bridge, .expanderBus]
    case .bridge, .expanderBus, .pcieToPCIBridge: [.automatic, .conventional, .bridge]
    case .dmiToPCIBridge: [.conventional, .bridge]
    case .pcieRoot: [.express, .rootPort, .dmiToPCIBridge, .pcieExpanderBus]
    case .rootPort, .switchDownstreamPort: [.automatic, .express, .switchUpstreamPort, .pcieToPCIBridge]
    case .switchUpstreamPort: .switchDownstreamPort
    case .pcieExpanderBus: [.rootPort, .dmiToPCIBridge]
    }
  }

  /// The slots of its bus. The lowest slot of some is the bus's own.
  var slots: ClosedRange<Int> {
    switch self {
    case .rootPort, .switchDownstreamPort: 0...0
    case .root, .pcieRoot, .bridge, .pcieToPCIBridge: 1...31
    case .dmiToPCIBridge, .switchUpstreamPort, .expanderBus, .pcieExpanderBus: 0...31
    }
  }

  /// The QEMU device libvirt takes for it (`qemuDomainPCIControllerSetDefaultModelName`); a machine's own has none.
  package var deviceName: String? {
    switch self {
    case .root, .pcieRoot: nil
    case .bridge: "pci-bridge"
    case .dmiToPCIBridge: "i82801b11-bridge"
    case .pcieToPCIBridge: "pcie-pci-bridge"
    case .rootPort: "pcie-root-port"
    case .switchUpstreamPort: "x3130-upstream"
    case .switchDownstreamPort: "xio3130-downstream"
    case .expanderBus: "pxb"
    case .pcieExpanderBus: "pxb-pcie"
    }
  }
}
