internal import DomainModel

/// Gives the PCI devices of an s390 machine the identifiers the guest knows them by (`virDomainZPCIAddressIds`).
struct ZPCIPlacement {
  private(set) var devices: DeviceTable
  private var uids = NumberPool(from: 1)
  private var fids = NumberPool(from: 0)

  init(_ devices: DeviceTable) { self.devices = devices }

  mutating func run() {
    let keys = devices.keys.filter {
      devices[$0].location != nil && devices[$0].kind != .channel && devices[$0].kind != .console
    }
    for key in keys {
      if let uid = devices[key].zpci?.uid { uids.take(uid) }
      if let fid = devices[key].zpci?.fid { fids.take(fid) }
    }
    for key in keys { complete(key) }
  }

  private mutating func complete(_ key: DeviceTable.Key) {
    var zpci = devices[key].zpci ?? ZPCI()
    if zpci.uid == nil { zpci.uid = uids.takeLowest() }
    if zpci.fid == nil { zpci.fid = fids.takeLowest() }
    devices[key].zpci = zpci
  }
}
