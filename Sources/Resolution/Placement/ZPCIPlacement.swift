internal import DomainModel

/// Gives the PCI devices of an s390 machine the identifiers the guest knows them by (`virDomainZPCIAddressIds`).
struct ZPCIPlacement {
  private(set) var devices: DeviceTable
  private var uids = IndexAllocator(from: 1)
  private var fids = IndexAllocator(from: 0)

  init(_ devices: DeviceTable) { self.devices = devices }

  mutating func run() {
    let indices = devices.indices.filter {
      devices[$0].location != nil && devices[$0].kind != .channel && devices[$0].kind != .console
    }
    for index in indices {
      if let uid = devices[index].zpci?.uid { uids.take(uid) }
      if let fid = devices[index].zpci?.fid { fids.take(fid) }
    }
    for index in indices { complete(index) }
  }

  private mutating func complete(_ index: Int) {
    var zpci = devices[index].zpci ?? ZPCI()
    if zpci.uid == nil { zpci.uid = uids.takeLowest() }
    if zpci.fid == nil { zpci.fid = fids.takeLowest() }
    devices[index].zpci = zpci
  }
}
