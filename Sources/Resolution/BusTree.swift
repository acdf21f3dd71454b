internal import DomainModel

/// Where QEMU plugs in a port that names no bus: it looks through the machine from the top, on each bus at the device that was
/// plugged in last first, and takes the first virtio-serial controller, full or not.
///
/// Source: QEMU `qbus_find_recursive` in `softmmu/qdev-monitor.c`; libvirt plugs pci controllers before all others.
struct BusTree {
  private var bridges: [Int: (order: Int, bus: Int?)] = [:]
  private let controllers: [ResolvedController]

  init(_ domain: ResolvedDomain) {
    controllers = domain.controllers
    guard controllers.count > 1 else { return }
    bridges = Dictionary(
      domain.pciControllers.enumerated().map { ($1.index, ($0, $1.address.map { $0.bus ?? 0 })) }
    ) { first, _ in first }
  }

  /// The index of the controller.
  var defaultController: Int? {
    guard controllers.count > 1 else { return controllers.first?.index }
    let paths = controllers.enumerated().map { (path: path(to: $1, plugged: bridges.count + $0), index: $1.index) }
    return paths.max { $0.path.lexicographicallyPrecedes($1.path) }?.index
  }

  /// When each device on the way from the machine was plugged in. The transports of virtio-mmio come before PCI and are filled
  /// from the one that is looked at first.
  private func path(to controller: ResolvedController, plugged order: Int) -> [Int] {
    if case .virtioMMIO? = controller.controller.address?.kind { return [.max, -order] }
    var path = [order]
    var bus = controller.controller.address?.pci.map { $0.bus ?? 0 }
    while let index = bus, let bridge = bridges[index], let next = bridge.bus, path.count <= bridges.count {
      path.insert(bridge.order, at: 0)
      bus = next
    }
    return path
  }
}
