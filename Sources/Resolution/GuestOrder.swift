internal import DomainModel

/// The order in which a guest detects buses and devices, which determines their numbers.
///
/// Linux counts all virtio devices, of any type, and names ports by that number: `vport1p2` is port 2 of the second
/// device (drivers/char/virtio_console.c). Firmware numbers PCI buses in the order in which it finds them, which can
/// differ from libvirt's indices. Observed with Linux 6.1 and SeaBIOS on pc and q35 machines.
public struct GuestOrder: Sendable {
  /// What the guest calls the virtio-serial controllers, by their indices.
  private var numbers: [Int: Int] = [:]
  private var buses: [Int: Int] = [:]

  init(_ devices: DeviceTable) {
    let order = Self.walk(through: devices)
    let virtioDevices = Self.virtioDevices(of: devices, on: order)
    for (number, position) in virtioDevices.enumerated() {
      if let index = devices[position].virtioSerialIndex { numbers[index] = number }
    }
    for device in devices[.controller] {
      guard let index = device.virtioSerialIndex, let bus = device.location?.bus else { continue }
      buses[index] = order.firstIndex(of: bus)
    }
  }

  /// The number of a virtio-serial controller among the virtio devices of the guest, from 0: the N of `/dev/vportNpM`
  /// in a Linux guest. Nil if it is unknown, for example if QEMU assigns the address.
  public func number(ofController index: Int) -> Int? { numbers[index] }

  /// The number in the guest of the PCI bus of a virtio-serial controller, which can differ from that of libvirt; nil if it is not
  /// on PCI.
  public func bus(ofController index: Int) -> Int? { buses[index] }

  /// The PCI buses, each followed by what is behind its bridges.
  private static func walk(through devices: DeviceTable) -> [Int] {
    let controllers = devices[.controller].filter { $0.controller?.pciIndex != nil }
    let roots = controllers.filter { $0.location == nil }.compactMap { $0.controller?.pciIndex }.sorted()
    let bridges = controllers.filter { $0.location != nil }.sorted { $0.slotOrder < $1.slotOrder }
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
  private static func virtioDevices(of devices: DeviceTable, on buses: [Int]) -> [Int] {
    let indices = devices.indices.filter { devices[$0].isVirtio }
    guard indices.allSatisfy({ devices[$0].hasKnownPlace }) else { return [] }
    let places = indices.map { (index: $0, address: devices[$0].order(on: buses)) }
    return places.sorted { $0.address < $1.address }.map(\.index)
  }
}

extension ResolvedDomain {
  /// The order in which the guest detects the devices; unknown for a fragment.
  public func guestOrder() -> GuestOrder { GuestOrder(domain.isFragment ? DeviceTable.empty : devices) }
}

extension Device {
  fileprivate var virtioSerialIndex: Int? { controller?.kind == .virtioSerial ? controller?.index : nil }

  /// Whether the guest drives it as a virtio device.
  fileprivate var isVirtio: Bool {
    switch kind {
    case .iommu: requirements != .none
    case .controller:
      requirements.transport != .fixed && (controller?.kind != .scsi || controller?.isVirtioSCSI == true)
    default: requirements.transport != .fixed && requirements.slot != .none
    }
  }

  fileprivate var hasKnownPlace: Bool {
    if case .ccw(.some) = address { true } else { location != nil }
  }

  /// Its location as numbers to compare: the bus system, and the numbers on the path from the root.
  fileprivate func order(on buses: [Int]) -> (system: Int, Int, Int, Int) {
    if case .ccw(let subchannel?) = address { return (0, subchannel.cssid, subchannel.ssid, subchannel.devno) }
    guard let location else { return (0, 0, 0, 0) }
    return (1, location.domain, buses.firstIndex(of: location.bus) ?? buses.count, slotOrder)
  }

  fileprivate var slotOrder: Int { location.map { $0.slot << 3 | $0.function } ?? -1 }
}

extension ControllerFacts {
  fileprivate var isVirtioSCSI: Bool {
    if case .scsi(let model) = model { model.isVirtio } else { false }
  }
}
