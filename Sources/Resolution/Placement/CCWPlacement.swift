internal import DomainModel

/// Gives the virtio devices of an s390 machine their subchannels: libvirt's `qemuDomainAssignS390Addresses`.
struct CCWPlacement {
  private(set) var devices: DeviceTable
  private(set) var refusals: [PlacementRefusal] = []
  private var holders: [CCWLocation: DeviceReference] = [:]

  init(_ devices: DeviceTable) { self.devices = devices }

  mutating func run() {
    let keys = devices.keys
    for key in keys where devices[key].place == .open && devices[key].wiring.transport != .fixed {
      devices[key].place = .ccw(nil)
    }
    for key in keys { takeStated(key) }
    var next = CCWLocation.first
    for key in keys where devices[key].place == .ccw(nil) { place(key, from: &next) }
  }

  private mutating func takeStated(_ key: DeviceTable.Key) {
    guard case .ccw(let location?) = devices[key].place else { return }
    let device = DeviceReference(devices[key])
    if let holder = holders[location] {
      refusals.append(.subchannelTaken(device, CCWAddress(location), by: holder))
    } else {
      holders[location] = device
    }
  }

  private mutating func place(_ key: DeviceTable.Key, from next: inout CCWLocation) {
    while holders[next] != nil, next.devno < CCWLocation.lastDevno { next.devno += 1 }
    let device = DeviceReference(devices[key])
    guard holders[next] == nil else { return refusals.append(.noFreeSubchannel(device)) }
    holders[next] = device
    devices[key].place = .ccw(next)
  }
}

extension CCWAddress {
  init(_ location: CCWLocation) {
    self.init(cssid: location.cssid, ssid: location.ssid, devno: location.devno)
  }
}
