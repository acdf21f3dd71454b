internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

extension Rule {
  static let diskAddressTaken = Rule(
    "VC248", "disk-address-taken", .error,
    "Two disks of one bus have the same address.",
    rationale: """
      A disk on an IDE, SATA, SCSI or floppy bus without an address gets one that depends on its name: sda is the
      first unit of the first controller. libvirt refuses the domain if another disk has the same address.
      """,
    sources: [
      .libvirt("src/conf/domain_validate.c", "virDomainDefDuplicateDriveAddressesValidate"),
      .libvirt("src/conf/domain_conf.c", "virDomainDiskDefAssignAddress"),
    ],
    good: [
      Example(
        """
        <disk type='file'><source file='/a'/><target dev='sda' bus='sata'/></disk>
        <disk type='file'><source file='/b'/><target dev='sdb' bus='sata'/><address type='drive' unit='1'/></disk>
        """)
    ],
    bad: [
      Example(
        """
        <disk type='file'><source file='/a'/><target dev='sda' bus='sata'/></disk>
        <disk type='file'><source file='/b'/><target dev='sdb' bus='sata'/><⟦address⟧ type='drive' unit='0'/></disk>
        """),
      Example(
        """
        <disk type='file'><source file='/a'/><target dev='hda' bus='ide'/><address type='drive' bus='1' unit='0'/></disk>
        <⟦disk⟧ type='file'><source file='/b'/><target dev='hdc' bus='ide'/></disk>
        """),
      Example(
        """
        <disk type='file'><source file='/a'/><target dev='sdb' bus='sata'/><address type='drive' controller='1'/></disk>
        <⟦disk⟧ type='file'><source file='/b'/><target dev='sdg' bus='sata'/></disk>
        """, onPage: false),
    ]
  ) { context, findings in
    var owners = SmallDictionary<DriveLocation, DriveDisk>()
    for disk in context.driveDisks {
      guard let owner = owners[disk.location] else {
        owners.updateValue(disk, forKey: disk.location)
        continue
      }
      let first = disk.number < owner.number ? disk : owner
      findings.add(
        at: context.range(of: SourceNode(disk.address ?? disk.node)),
        "the disk '\(disk.name)' has the address of the disk '\(owner.name)', \(disk.location.text)",
        help: "use a free unit, or omit the address to let libvirt assign one by the name of the disk",
        refusal: .unsupported(
          "Found duplicate drive address for disk with target name '\(first.name)' \(disk.location.text)"),
        notes: [Diagnostic.Note("the other disk", at: context.range(of: SourceNode(owner.node)))])
    }
  }
}

/// A disk with a drive address.
private struct DriveDisk {
  let node: ElementNode
  let name: String
  /// The position of its name, by which libvirt orders disks.
  let number: Int
  /// The element that states its address; nil when libvirt derives it.
  let address: ElementNode?
  let location: DriveLocation
}

extension RuleContext {
  fileprivate var driveDisks: [DriveDisk] { domain.devices(named: .disk).compactMap(driveDisk) }

  private func driveDisk(_ node: ElementNode) -> DriveDisk? {
    let bus = bus(ofDisk: node)
    guard let target = document.child(Name.target.xml, of: node), let name = document.value(.dev, of: target),
      let number = DiskName.number(name), let derived = DriveLocation(bus, number: number)
    else { return nil }
    guard let address = document.child(Name.address.xml, of: node) else {
      return DriveDisk(node: node, name: name, number: number, address: nil, location: derived)
    }
    guard Address.kind(at: address, in: document) == .drive else { return nil }
    let stated = DriveAddress.read(at: address, in: document)
    return DriveDisk(node: node, name: name, number: number, address: address, location: DriveLocation(bus, stated))
  }
}

extension DriveLocation {
  /// The location that an address states.
  fileprivate init(_ diskBus: String, _ address: DriveAddress) {
    self.init(
      diskBus, controller: address.controller ?? 0, bus: address.bus ?? 0, target: address.target ?? 0,
      unit: address.unit ?? 0)
  }
}
