internal import DomainModel
internal import XMLTree

/// The PCI buses of a domain by their numbers: what gives each, and what it is called on the command line.
struct PCIBusNames {
  struct Bus {
    let model: PCIModel?
    let name: String
  }

  private let devices: DeviceTable
  private let document: ParsedXML
  private let machine: Machine
  private let isFragment: Bool
  /// Where the controllers that give the buses are among the devices.
  private var places: [Int?] = []

  init(_ devices: DeviceTable, of domain: borrowing Domain, on machine: Machine) {
    self.devices = devices
    self.machine = machine
    document = domain.document
    isFragment = domain.isFragment
    places.reserveCapacity(devices[.controller].count)
    for position in devices.indices(of: .controller) {
      guard let index = devices[position].controller?.pciIndex, devices[position].controller?.pciModel != nil else {
        continue
      }
      while places.count <= index { places.append(nil) }
      places[index] = position
    }
  }

  /// One bus. Where nothing is known about the machine there is one.
  subscript(index: Int) -> Bus? {
    guard places.indices.contains(index), let position = places[index],
      let model = devices[position].controller?.pciModel
    else { return isFragment && index == 0 ? Bus(model: nil, name: "pci.0") : nil }
    return Bus(model: model, name: name(of: model, index: index, devices[position]))
  }

  /// What a pci controller is called on the command line: its alias.
  func id(of controller: Device, index: Int) -> String { document.keptAlias(of: controller.node) ?? "pci.\(index)" }

  /// What a PCI bus is called (`qemuBuildDeviceAddressPCIGetBus`). Roots keep QEMU's names, and the bus of a further pseries
  /// host bridge is a child of that device.
  private func name(of model: PCIModel, index: Int, _ controller: Device) -> String {
    switch model {
    case .pcieRoot: "pcie.\(index)"
    case .root where !machine.hasManyBuses: "pci"
    case .root where index == 0: "pci.0"
    case .root: "\(id(of: controller, index: index)).0"
    default: id(of: controller, index: index)
    }
  }
}
