public import DomainModel
package import XMLTree

/// A PCI controller of a domain.
public struct PCIController: Hashable, Sendable {
  /// The model of the controller.
  public let model: PCIModel
  /// The index, which is the bus number in addresses.
  public let index: Int
  /// The address; nil for a root bus of the machine.
  public let address: PCIAddress?
  /// The id on the command line, which is the alias.
  public let id: String
  /// The name of its bus on the command line.
  public let busName: String
  /// The element; nil when libvirt adds it.
  package let node: ElementNode?
  /// Whether libvirt adds the device.
  public var isAdded: Bool { node == nil }
  /// Whether it is a host bridge of a pseries machine, which may have several.
  package let isHostBridge: Bool
  /// The number that QEMU knows a host bridge by; nil for another controller, and for a bridge for which no number is left.
  package let targetIndex: Int?
}

extension PCIController {
  /// nil for a device that is not a pci controller of a known model.
  init?(_ device: Device, _ buses: PCIBusNames, _ bridges: inout HostBridges, on machine: Machine) {
    guard let index = device.controller?.pciIndex, let model = device.controller?.pciModel else { return nil }
    let isHostBridge = machine.family == .pseries && model == .root
    self.init(
      model: model, index: index,
      address: device.location.map { PCIAddress($0, multifunction: device.multifunction) },
      id: buses.id(of: device, index: index), busName: buses[index]?.name ?? "", node: device.node,
      isHostBridge: isHostBridge, targetIndex: isHostBridge ? bridges.index(of: device) : nil)
  }

  /// The QEMU device; nil for a root bus of the machine.
  public var driver: String? { model.isRoot && index == 0 ? nil : deviceName }

  /// Its element as libvirt writes it.
  var element: NewElement {
    NewElement(
      "controller", ["type": "pci", "index": "\(index)", "model": model.rawValue],
      [
        deviceName.map { NewElement("model", ["name": $0]) }, target.isEmpty ? nil : NewElement("target", target),
        address.map(addressElement),
      ])
  }

  private var deviceName: String? { isHostBridge ? "spapr-pci-host-bridge" : model.deviceName }

  /// What the guest knows it by: libvirt numbers chassis by index, and ports by where they are.
  private var target: KeyValuePairs<String, String?> {
    switch model {
    case .rootPort:
      ["chassis": "\(index)", "port": Self.hex(((address?.slot ?? 0) << 3) + (address?.function ?? 0), digits: 1)]
    case .bridge: ["chassisNr": "\(index)"]
    default: targetIndex.map { ["index": "\($0)"] } ?? [:]
    }
  }

  private func addressElement(_ address: PCIAddress) -> NewElement {
    NewElement(
      "address",
      [
        "type": "pci", "domain": Self.hex(address.domain, digits: 4), "bus": Self.hex(address.bus, digits: 2),
        "slot": Self.hex(address.slot, digits: 2), "function": Self.hex(address.function, digits: 1),
        "multifunction": address.multifunction?.rawValue,
      ])
  }

  private static func hex(_ number: Int?, digits: Int) -> String {
    NumberFormat.hexadecimal(digits: digits).print(number ?? 0)
  }
}
