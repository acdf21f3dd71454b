/// The order in which a guest finds buses and devices, which decides how it numbers them.
///
/// Linux counts all virtio devices, whatever they are, and names ports by that number: `vport1p2` is port 2 of the second one
/// (drivers/char/virtio_console.c). Firmware numbers PCI buses as it finds them, which is not by libvirt's indices. Seen with
/// Linux 6.1 and SeaBIOS on pc and q35 machines.
struct GuestOrder {
  private let buses: [Int]
  private let virtioDevices: [DeviceTable.Key]

  init(_ devices: DeviceTable) {
    buses = Self.walk(through: devices)
    virtioDevices = Self.virtioDevices(of: devices, on: buses)
  }

  /// The number of a virtio device from 0 on; nil when it is not known, as where QEMU chooses a place.
  func number(of key: DeviceTable.Key) -> Int? { virtioDevices.firstIndex(of: key) }

  /// The number that the guest gives the PCI bus a device is on.
  func bus(of device: Device) -> Int? { device.location.flatMap { buses.firstIndex(of: $0.bus) } }

  /// The PCI buses, each followed by what is behind its bridges.
  private static func walk(through devices: DeviceTable) -> [Int] {
    let controllers = devices[.controller].filter { $0.controller?.pciIndex != nil }
    let roots = controllers.filter { $0.location == nil }.compactMap { $0.controller?.pciIndex }.sorted()
    let bridges = controllers.filter { $0.location != nil }.sorted {
      $0.slotOrder.lexicographicallyPrecedes($1.slotOrder)
    }
    var buses: [Int] = []
    var next = Array(roots.reversed())
    while let bus = next.popLast() {
      guard !buses.contains(bus) else { continue }
      buses.append(bus)
      next += bridges.filter { $0.location?.bus == bus }.reversed().compactMap { $0.controller?.pciIndex }
    }
    return buses
  }

  /// Those on a channel subsystem by number, then those on PCI bus by bus.
  private static func virtioDevices(of devices: DeviceTable, on buses: [Int]) -> [DeviceTable.Key] {
    let keys = devices.keys.filter { devices[$0].isVirtio }
    guard keys.allSatisfy({ devices[$0].hasKnownPlace }) else { return [] }
    let places = keys.map { (key: $0, place: devices[$0].order(on: buses)) }
    return places.sorted { $0.place.lexicographicallyPrecedes($1.place) }.map(\.key)
  }
}

extension Device {
  /// Whether the guest drives it as a virtio device.
  fileprivate var isVirtio: Bool {
    switch kind {
    case .iommu: model == "virtio"
    case .controller: wiring.transport != .fixed && (controller?.kind != .scsi || model?.hasPrefix("virtio") == true)
    default: wiring.transport != .fixed && wiring.slot != .none
    }
  }

  fileprivate var hasKnownPlace: Bool {
    if case .ccw(.some) = place { true } else { location != nil }
  }

  fileprivate func order(on buses: [Int]) -> [Int] {
    if case .ccw(let subchannel?) = place { return [0, subchannel.cssid, subchannel.ssid, subchannel.devno] }
    guard let location else { return [] }
    return [1, location.domain, buses.firstIndex(of: location.bus) ?? buses.count] + slotOrder
  }

  fileprivate var slotOrder: [Int] { location.map { [$0.slot, $0.function] } ?? [] }
}
