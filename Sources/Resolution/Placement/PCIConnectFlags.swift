/// What a PCI device needs of the bus it is plugged in, and what a bus offers: libvirt's `virDomainPCIConnectFlags`.
struct PCIConnectFlags: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  /// A slot for a conventional PCI device.
  static let conventional = PCIConnectFlags(rawValue: 1 << 0)
  /// A slot for a PCI Express device.
  static let express = PCIConnectFlags(rawValue: 1 << 1)
  static let rootPort = PCIConnectFlags(rawValue: 1 << 2)
  static let switchUpstreamPort = PCIConnectFlags(rawValue: 1 << 3)
  static let switchDownstreamPort = PCIConnectFlags(rawValue: 1 << 4)
  static let dmiToPCIBridge = PCIConnectFlags(rawValue: 1 << 5)
  static let pcieToPCIBridge = PCIConnectFlags(rawValue: 1 << 6)
  static let expanderBus = PCIConnectFlags(rawValue: 1 << 7)
  static let pcieExpanderBus = PCIConnectFlags(rawValue: 1 << 8)
  static let bridge = PCIConnectFlags(rawValue: 1 << 9)

  /// A device: only on buses that take devices nothing placed. A bus: one of those.
  static let automatic = PCIConnectFlags(rawValue: 1 << 10)
  /// A device of the chipset, on bus 0 only.
  static let integrated = PCIConnectFlags(rawValue: 1 << 11)
  /// A device that shares its slot with others of its kind.
  static let aggregating = PCIConnectFlags(rawValue: 1 << 12)

  /// The two kinds of slot an address in the XML may choose between freely.
  static let endpoints: PCIConnectFlags = [.conventional, .express]

  private static let modifiers: PCIConnectFlags = [.automatic, .integrated, .aggregating]

  /// The kinds of slot alone.
  var kinds: PCIConnectFlags { subtracting(Self.modifiers) }
}

extension PCIConnectFlags {
  /// The kind of slot in words, as a completion of "a controller that accepts a …".
  var name: String {
    Self.names.first { contains($0.kind) }?.name ?? "device"
  }

  private static let names: [(kind: PCIConnectFlags, name: String)] = [
    (.conventional, "standard PCI device"), (.express, "PCI Express device"), (.rootPort, "pcie-root-port"),
    (.switchUpstreamPort, "pcie-switch-upstream-port"), (.switchDownstreamPort, "pcie-switch-downstream-port"),
    (.dmiToPCIBridge, "dmi-to-pci-bridge"), (.pcieToPCIBridge, "pcie-to-pci-bridge"),
    (.expanderBus, "pci-expander-bus"), (.pcieExpanderBus, "pcie-expander-bus"), (.bridge, "pci-bridge"),
  ]
}
