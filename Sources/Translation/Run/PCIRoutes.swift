internal import DomainModel
internal import QEMUOptions
internal import Resolution

/// The PCI controllers between a machine and the virtio-serial controllers of a domain: root ports and bridges, with those that share
/// their slots.
struct PCIRoutes {
  private let controllers: [PCIController]
  private let busNames: [Int: String]

  init(_ domain: ResolvedDomain) {
    let all = Dictionary(domain.pciControllers.map { ($0.index, $0) }) { first, _ in first }
    let needed = Self.routes(to: domain.controllers.compactMap(Self.bus), among: all)
    busNames = all.mapValues(\.busName)
    controllers = needed.sorted { $0.index < $1.index }
  }

  private static func bus(of controller: ResolvedController) -> Int? {
    controller.controller.address?.pci.map { $0.bus ?? 0 }
  }

  /// The controllers on the way to some buses.
  private static func routes(to buses: [Int], among all: [Int: PCIController]) -> [PCIController] {
    var open = buses
    var needed: [Int: PCIController] = [:]
    while let index = open.popLast() {
      guard needed[index] == nil, let controller = all[index] else { continue }
      needed[index] = controller
      guard let location = controller.address else { continue }
      open.append(location.bus ?? 0)
      for neighbour in all.values where neighbour.isFirstFunction(besides: location) { open.append(neighbour.index) }
    }
    return Array(needed.values)
  }

  /// Each controller as a line of shell words.
  func lines(_ spelling: Spelling) -> [String] {
    // libvirt's qemuDomainAddressFindNewBusNr counts down from 256 in steps of two.
    var busNumber = 256
    return controllers.compactMap { controller in
      var bridge = PCIBridge(controller, bus: busNames[controller.address?.bus ?? 0] ?? "")
      if controller.model == .expanderBus || controller.model == .pcieExpanderBus {
        busNumber -= 2
        bridge?.busNumber = busNumber
      }
      return bridge.map { ArgumentsFormat.shell.text($0.option, spelling) }
    }
  }
}

extension PCIController {
  fileprivate func isFirstFunction(besides location: PCIAddress) -> Bool {
    guard let address else { return false }
    return (address.bus ?? 0, address.slot ?? 0, address.function ?? 0) == (location.bus ?? 0, location.slot ?? 0, 0)
  }
}

/// A PCI controller as QEMU sees it.
///
/// Source: libvirt `qemuBuildControllerPCIDevProps`.
struct PCIBridge: OptionDescription {
  static let flag = OptionFlag.device

  var driver = ""
  var port: Int?
  var chassis: Int?
  var chassisNumber: Int?
  var id: String?
  var index: Int?
  /// The number of an expander's bus.
  var busNumber: Int?
  var bus = BusAddress()

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("driver", &driver)
    coder.integer("port", &port)
    coder.integer("chassis", &chassis)
    coder.integer("chassis_nr", &chassisNumber)
    coder.integer("index", &index)
    coder.integer("bus_nr", &busNumber)
    coder.string("id", &id)
    bus.describe(&coder)
  }
}

extension PCIBridge {
  /// The device of a controller; nil for the machine's own.
  init?(_ controller: PCIController, bus name: String) {
    guard let driver = controller.driver else { return nil }
    self.driver = driver
    id = controller.id
    switch controller.model {
    case .rootPort, .switchDownstreamPort:
      port = (controller.address?.slot ?? 0) << 3 + (controller.address?.function ?? 0)
      chassis = controller.index
    case .bridge: chassisNumber = controller.index
    case .root: index = controller.index
    default: break
    }
    if let address = controller.address { bus = BusAddress(address, bus: name) }
  }
}
