internal import DomainModel
internal import XMLTree

/// Assigns target indices to the PCI host bridges of a pseries machine, in the order of its controllers.
///
/// Source: libvirt `qemuDomainAddressFindNewTargetIndex`, which takes no notice of the bridges that follow, unless they state the name of
/// their model.
struct HostBridges {
  /// What libvirt tries; QEMU has one less.
  private static let indices = 1...31

  /// The target indices that bridges state, of which libvirt takes notice at once.
  private var taken: Set<Int> = []
  private let document: ParsedXML

  init(_ devices: DeviceTable, in document: ParsedXML) {
    self.document = document
    for device in devices[.controller] where device.controller?.pciModel == .root {
      guard let bridge = element(of: device), bridge[.model, .name] == "spapr-pci-host-bridge" else { continue }
      if let index = Self.statedIndex(of: bridge) { taken.insert(index) }
    }
  }

  /// The target index of the next bridge: the one that it states, 0 for the machine's own, or else the lowest free one; nil if none is
  /// left.
  mutating func index(of device: Device) -> Int? {
    let stated = element(of: device).flatMap(Self.statedIndex)
    let index = stated ?? (device.controller?.index == 0 ? 0 : Self.indices.first { !taken.contains($0) })
    if let index { taken.insert(index) }
    return index
  }

  private func element(of device: Device) -> RawElement? {
    device.node.map { RawElement(document: document, node: $0) }
  }

  private static func statedIndex(of bridge: RawElement) -> Int? { bridge.child(.target)?.number(.index, .nonNegative) }
}
