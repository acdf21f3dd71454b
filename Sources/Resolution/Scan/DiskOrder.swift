internal import SourceText

/// The disks of a domain in libvirt's order: bus by bus as they come up, each bus in the order of its names (`virDomainDiskInsert`).
struct DiskOrder {
  private var disks: [(bus: Int, disk: Disk, device: Device)] = []
  /// The buses as they came up, the one of disks that state none being "".
  private var buses = SmallDictionary<String, Int>()

  /// Adds the next disk of the document.
  /// - Parameter bus: the bus by which disks belong together; nil is one, too.
  mutating func insert(_ disk: Disk, _ device: Device, onBus bus: String?) {
    let bus = bus ?? ""
    let number = buses[bus] ?? buses.count
    buses.updateValue(number, forKey: bus)
    disks.append((number, disk, device))
  }

  /// The disks in order, and as devices.
  var result: (disks: [Disk], devices: [Device]) {
    let ordered = disks.stablySorted { ($0.bus, $0.disk.number ?? -1) < ($1.bus, $1.disk.number ?? -1) }
    return (ordered.map(\.disk), ordered.map(\.device))
  }
}
