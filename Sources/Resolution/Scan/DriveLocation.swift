/// Where a disk is plugged in on a bus whose disks have addresses of type drive.
package struct DriveLocation: Hashable, Sendable {
  /// The bus of the disk, such as `sata`.
  package let diskBus: String
  package var controller = 0
  package var bus = 0
  package var target = 0
  package var unit = 0

  /// The buses whose disks have such addresses.
  package static let buses: Set = ["scsi", "sata", "ide", "fdc"]

  /// A location in words as libvirt's messages have it.
  package var text: String { "controller='\(controller)' bus='\(bus)' target='\(target)' unit='\(unit)'" }

  /// A location.
  package init(_ diskBus: String, controller: Int, bus: Int, target: Int, unit: Int) {
    (self.diskBus, self.controller, self.bus, self.target, self.unit) = (diskBus, controller, bus, target, unit)
  }

  /// The location that libvirt derives from the position of the disk's name (`virDomainDiskDefAssignAddress`); nil for a bus without
  /// such addresses.
  package init?(_ diskBus: String, number: Int) {
    self.diskBus = diskBus
    switch diskBus {
    case "scsi": (controller, unit) = number.quotientAndRemainder(dividingBy: 7)
    case "sata": (controller, unit) = number.quotientAndRemainder(dividingBy: 6)
    case "fdc": (controller, unit) = number.quotientAndRemainder(dividingBy: 2)
    case "ide": (controller, bus, unit) = (number / 4, number % 4 / 2, number % 2)
    default: return nil
    }
  }
}
