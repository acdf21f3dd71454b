internal import DomainModel

/// The PCI buses of a domain by their numbers: what gives each, and what it is called on the command line.
struct PCIBusNames {
  struct Bus {
    let model: PCIModel?
    let name: String
  }

  private var buses: [Bus?]

  /// Where nothing is known about the machine there is one bus.
  init(_ devices: DeviceTable, of domain: Domain, on machine: Machine) {
    buses = domain.isFragment ? [Bus(model: nil, name: "pci.0")] : []
    for place in devices.indices(of: .controller) {
      guard let index = devices[place].controller?.pciIndex, let model = devices[place].controller?.pciModel else {
        continue
      }
      while buses.count <= index { buses.append(nil) }
      let name = Self.name(of: model, index: index, alias: devices[place].alias, on: machine)
      buses[index] = Bus(model: model, name: name)
    }
  }

  /// One bus.
  subscript(index: Int) -> Bus? { buses.indices.contains(index) ? buses[index] : nil }

  /// What a PCI bus is called (`qemuBuildDeviceAddressPCIGetBus`). Roots keep QEMU's names, and the bus of a further pseries
  /// host bridge is a child of that device.
  private static func name(of model: PCIModel, index: Int, alias: String?, on machine: Machine) -> String {
    switch model {
    case .pcieRoot: "pcie.\(index)"
    case .root where !machine.hasManyBuses: "pci"
    case .root where index == 0: "pci.0"
    case .root: "\(alias ?? "pci.\(index)").0"
    default: alias ?? "pci.\(index)"
    }
  }
}
