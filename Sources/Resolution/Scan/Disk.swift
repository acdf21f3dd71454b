internal import DomainModel

/// A disk as far as it decides which controllers there are and where it is plugged in.
struct Disk: Hashable, Sendable {
  /// The bus, such as `virtio`, `scsi` or `sata`.
  let bus: String
  /// The bus it states.
  let statedBus: String?
  /// The index of its name in the order of disk names: 0 for `vda`, 26 for `vdaa`; nil for other names.
  let number: Int?
  /// The index of the controller it is on, for buses that have one.
  let controller: Int?

  /// A disk; what it does not state follows from its name.
  /// Source: libvirt `virDomainDiskDefPostParse` and `virDomainDiskDefAssignAddress`.
  init(_ element: RawElement) {
    let name = element[.target, .dev] ?? ""
    statedBus = element[.target, .bus]
    bus = statedBus ?? DiskName.bus(of: name, device: element[.device])
    number = DiskName.number(name)
    if !DriveLocation.buses.contains(bus) {
      controller = nil
    } else if let address = element.child(.address) {
      controller = address[.type] == "drive" ? NumberFormat.nonNegative.parse(address[.controller] ?? "0") : nil
    } else {
      controller = number.flatMap { [bus] in DriveLocation(bus, number: $0)?.controller }
    }
  }
}
