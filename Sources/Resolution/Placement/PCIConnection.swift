/// What a PCI device needs of the bus it is plugged in, and what a bus offers: libvirt's `virDomainPCIConnectFlags`.
struct PCIConnection: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  /// A slot for a conventional PCI device.
  static let conventional = PCIConnection(rawValue: 1 << 0)
  /// A slot for a PCI Express device.
  static let express = PCIConnection(rawValue: 1 << 1)
  static let rootPort = PCIConnection(rawValue: 1 << 2)
  static let switchUpstreamPort = PCIConnection(rawValue: 1 << 3)
  static let switchDownstreamPort = PCIConnection(rawValue: 1 << 4)
  static let dmiToPCIBridge = PCIConnection(rawValue: 1 << 5)
  static let pcieToPCIBridge = PCIConnection(rawValue: 1 << 6)
  static let expanderBus = PCIConnection(rawValue: 1 << 7)
  static let pcieExpanderBus = PCIConnection(rawValue: 1 << 8)
  static let bridge = PCIConnection(rawValue: 1 << 9)

  /// A device: only on buses that take devices nobody placed. A bus: one of those.
  static let automatic = PCIConnection(rawValue: 1 << 10)
  /// A device of the chipset, on bus 0 only.
  static let integrated = PCIConnection(rawValue: 1 << 11)
  /// A device that shares its slot with others of its kind.
  static let aggregating = PCIConnection(rawValue: 1 << 12)

  /// The two kinds of slot an address in the XML may choose between freely.
  static let endpoints: PCIConnection = [.conventional, .express]

  private static let modifiers: PCIConnection = [.automatic, .integrated, .aggregating]

  /// The kinds of slot alone.
  var kinds: PCIConnection { subtracting(Self.modifiers) }
}

extension PCIConnection {
  /// The kind of slot in words, as a completion of "a controller that accepts a …".
  var name: String {
    Self.names.first { contains($0.kind) }?.name ?? "device"
  }

  private static let names: [(kind: PCIConnection, name: String)] = [
    (.conventional, "standard PCI device"), (.express, "PCI Express device"), (.rootPort, "pcie-root-port"),
    (.switchUpstreamPort, "pcie-switch-upstream-port"), (.switchDownstreamPort, "pcie-switch-downstream-port"),
    (.dmiToPCIBridge, "dmi-to-pci-bridge"), (.pcieToPCIBridge, "pcie-to-pci-bridge"),
    (.expanderBus, "pci-expander-bus"), (.pcieExpanderBus, "pcie-expander-bus"), (.bridge, "pci-bridge"),
  ]
}
