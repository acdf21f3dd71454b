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

  /// Writes it as libvirt does.
  func write(to xml: XMLWriter) {
    xml.startElement("controller")
    xml.attribute("type", "pci")
    xml.attribute("index", "\(index)")
    xml.attribute("model", model.rawValue)
    if let deviceName { write(to: xml, "model", ["name": deviceName]) }
    if !target.isEmpty { write(to: xml, "target", target) }
    if let address { write(to: xml, address) }
    xml.endElement()
  }

  private var deviceName: String? { isHostBridge ? "spapr-pci-host-bridge" : model.deviceName }

  /// What the guest knows it by: libvirt numbers chassis by index, and ports by where they are.
  private var target: KeyValuePairs<String, String> {
    switch model {
    case .rootPort:
      ["chassis": "\(index)", "port": Self.hex(((address?.slot ?? 0) << 3) + (address?.function ?? 0), digits: 1)]
    case .bridge: ["chassisNr": "\(index)"]
    default: targetIndex.map { ["index": "\($0)"] } ?? [:]
    }
  }

  private func write(to xml: XMLWriter, _ name: String, _ attributes: KeyValuePairs<String, String>) {
    xml.startElement(name)
    for (name, value) in attributes { xml.attribute(name, value) }
    xml.endElement()
  }

  private func write(to xml: XMLWriter, _ address: PCIAddress) {
    xml.startElement("address")
    xml.attribute("type", "pci")
    xml.attribute("domain", Self.hex(address.domain, digits: 4))
    xml.attribute("bus", Self.hex(address.bus, digits: 2))
    xml.attribute("slot", Self.hex(address.slot, digits: 2))
    xml.attribute("function", Self.hex(address.function, digits: 1))
    if let multifunction = address.multifunction { xml.attribute("multifunction", multifunction.rawValue) }
    xml.endElement()
  }

  private static func hex(_ number: Int?, digits: Int) -> String {
    NumberFormat.hexadecimal(digits: digits).print(number ?? 0)
  }
}
