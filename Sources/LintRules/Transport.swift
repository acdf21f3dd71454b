internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

extension ResolvedController {
  /// Whether it is on PCI and QEMU lets it speak the protocol of virtio 0.9, alone or besides that of 1.0.
  ///
  /// Source: QEMU `virtio_pci_realize`: a device of model virtio is modern only where it is behind a PCI Express port.
  var isLegacyOnPCI: Bool {
    guard let pciBusModel else { return false }
    switch controller.model {
    case .nonTransitional: return false
    case .transitional: return true
    case .virtio, nil: return ![.rootPort, .switchDownstreamPort].contains(pciBusModel)
    }
  }

  /// What QEMU's device is called after when it is not on PCI: `virtio-serial-ccw`, `virtio-serial-device`.
  var transportWithoutPCI: String? {
    switch controller.address?.kind {
    case .ccw: "ccw"
    case .virtioMMIO: "device"
    default: nil
    }
  }
}

/// An attribute that applies only to devices on PCI.
struct PCIOption: Sendable {
  /// What XML calls it.
  let name: Name
  /// What QEMU calls it.
  let property: String
  let isSet: @Sendable (Controller) -> Bool
  let clear: @Sendable (inout Controller) -> Void

  /// The element it is in.
  func place(_ controller: Controller) -> SourceNode {
    name == .vectors ? controller.sourceNode : controller.driver?.sourceNode ?? controller.sourceNode
  }

  static let all = [
    PCIOption(name: .vectors, property: "vectors", isSet: { $0.vectors != nil }, clear: { $0.vectors = nil }),
    PCIOption(name: .ats, property: "ats", isSet: { $0.driver?.ats != nil }, clear: { $0.driver?.ats = nil }),
    PCIOption(
      name: .pagePerVQ, property: "page-per-vq", isSet: { $0.driver?.pagePerVQ != nil },
      clear: { $0.driver?.pagePerVQ = nil }),
  ]
}

extension RuleContext {
  /// A controller as it is written; nil for one that libvirt adds.
  func written(_ controller: Controller) -> Controller? { written(at: controller.sourceNode.node) }

  /// The controller that is at an element; nil for none.
  func written(at node: ElementNode?) -> Controller? {
    domain.controller(at: node)
  }

  /// The name of a channel, or the device where it has none.
  func rangeOfName(of device: DeviceReference) -> SourceRange {
    let target = device.node.flatMap { document.child(Name.target.xml, of: $0) }
    return range(of: .name, in: SourceNode(target ?? device.node))
  }

  /// The port that a device states, or the device where it states none.
  func rangeOfPort(of device: DeviceReference) -> SourceRange {
    guard let address = address(of: device) else { return range(of: SourceNode(device.node)) }
    return range(of: .port, in: SourceNode(address))
  }
}
