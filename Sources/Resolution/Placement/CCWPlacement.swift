internal import DomainModel

/// Gives the virtio devices of an s390 machine their subchannels: libvirt's `qemuDomainAssignS390Addresses`.
struct CCWPlacement {
  private(set) var devices: DeviceTable
  private(set) var refusals: [PlacementRefusal] = []
  private var holders: [CCWLocation: DeviceReference] = [:]

  init(_ devices: DeviceTable) { self.devices = devices }

  mutating func run() {
    let indices = devices.indices
    for index in indices where devices[index].address == .open && devices[index].requirements.transport != .fixed {
      devices[index].address = .ccw(nil)
    }
    for index in indices { takeStated(index) }
    var next = CCWLocation.first
    for index in indices where devices[index].address == .ccw(nil) { place(index, from: &next) }
  }

  private mutating func takeStated(_ index: Int) {
    guard case .ccw(let location?) = devices[index].address else { return }
    let device = DeviceReference(devices[index])
    if let holder = holders[location] {
      refusals.append(.subchannelTaken(device, CCWAddress(location), by: holder))
    } else {
      holders[location] = device
    }
  }

  private mutating func place(_ index: Int, from next: inout CCWLocation) {
    while holders[next] != nil, next.devno < CCWLocation.lastDevno { next.devno += 1 }
    let device = DeviceReference(devices[index])
    guard holders[next] == nil else { return refusals.append(.noFreeSubchannel(device)) }
    holders[next] = device
    devices[index].address = .ccw(next)
  }
}

extension CCWAddress {
  init(_ location: CCWLocation) {
    self.init(cssid: location.cssid, ssid: location.ssid, devno: location.devno)
  }
}

/// A subchannel by its numbers.
struct CCWLocation: Hashable, Sendable {
  var cssid: Int
  var ssid: Int
  var devno: Int

  /// The first that libvirt gives: QEMU's virtual devices live in the channel subsystem 0xfe.
  static let first = CCWLocation(cssid: 0xfe, ssid: 0, devno: 0)

  /// The highest device number.
  static let lastDevno = 0xffff
}
