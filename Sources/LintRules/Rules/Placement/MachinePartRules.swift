internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// Devices that only some machines have, and numbers that machines give once.
extension Rule {
  static let machineParts = [
    unsupportedIDEController, conventionalFixtureOnExpress, serialPortTaken, wrongDiskAddress, unsupportedIOMMU,
    spiceAudioAlone, diskAddressTaken, hostDeviceTaken,
  ]

  static let unsupportedIDEController = Rule(
    "VC241", "unsupported-ide-controller", .error,
    "The machine has no IDE controller of this index.",
    rationale: """
      libvirt supports only the IDE controller that is part of a machine: one with index 0 on pc, malta, sun4u and
      g3beige machines, none on others. It adds a controller for every four IDE disks, which are those with
      bus='ide' and those without a bus whose target begins with hd.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceDefControllerIDE")],
    good: [
      Example("<controller type='ide' index='0'/>"),
      Example(
        "<disk type='file'><source file='/a'/><target dev='sda' bus='sata'/></disk>", in: .devices(machine: "q35")),
    ],
    bad: [
      Example("<⟦controller⟧ type='ide' index='1'/>"),
      Example("<⟦controller⟧ type='ide' index='0'/>", in: .devices(machine: "q35")),
      Example(
        "<⟦disk⟧ type='file'><source file='/a'/><target dev='hda' bus='ide'/></disk>", in: .devices(machine: "q35")),
    ],
    .wording)

  static let conventionalFixtureOnExpress = Rule(
    "VC242", "piix3-address-on-pcie", .error,
    "An IDE or USB controller has an address of the PIIX3 chip, which the machine does not have.",
    rationale: """
      The addresses 00:01.1 and 00:01.2 belong to the IDE and the piix3-uhci controller of a pc machine. If bus 0 is
      PCI Express, as on q35, libvirt refuses such a controller at these addresses.
      """,
    sources: [.libvirt("src/qemu/qemu_domain_address.c", "qemuDomainCollectPCIAddress")],
    good: [
      Example(
        "<controller type='usb' index='0' model='piix3-uhci'>\n  <address type='pci' slot='0x01' function='0x2'/>\n</controller>"
      )
    ],
    bad: [
      Example(
        "<controller type='usb' index='0' model='piix3-uhci'>\n  <⟦address⟧ type='pci' slot='0x01' function='0x2'/>\n</controller>",
        in: .devices(machine: "q35"))
    ],
    .wording)

  static let serialPortTaken = Rule(
    "VC243", "serial-port-taken", .error,
    "ISA serial ports share a number, or there are more than four of them.",
    rationale: """
      A PC has four ISA serial ports, 0 to 3. libvirt refuses serial ports with type='isa-serial' that have the same
      number or a higher one, or more than four of them. VC613 and VC614 check ports without a type, which libvirt
      accepts.
      """,
    sources: [.libvirt("src/conf/domain_postparse.c", "virDomainChrIsaSerialDefPostParse")],
    good: [
      Example(
        """
        <serial type='pty'>
          <target type='isa-serial' port='0'/>
        </serial>
        <serial type='pty'>
          <target type='isa-serial' port='1'/>
        </serial>
        """),
      Example("<serial type='pty'>\n  <target type='isa-serial' port='4'/>\n</serial>", with: .bullseye, onPage: false),
    ],
    bad: [
      Example(
        """
        <serial type='pty'>
          <target type='isa-serial' port='0'/>
        </serial>
        <serial type='pty'>
          <target type='isa-serial' port='⟦0⟧'/>
        </serial>
        """),
      Example("<serial type='pty'>\n  <target type='isa-serial' port='⟦4⟧'/>\n</serial>"),
    ]
  ) { context, findings in
    guard context.versions.supports(.serialPortNumbers), !context.domain.isFragment else { return }
    var taken: [Int] = []
    for (position, target) in context.isaSerialTargets.enumerated() {
      if position >= isaSerialPorts || target.port ?? 0 >= isaSerialPorts {
        findings.add(
          at: context.range(of: .port, in: target.sourceNode), "a machine has the ISA serial ports 0 to 3",
          help: "use a free number from 0 to 3, or another type, such as pci-serial",
          refusal: .internalError("Maximum supported number of ISA serial ports is '\(isaSerialPorts)'"))
      } else if let port = target.port, taken.contains(port) {
        findings.add(
          at: context.range(of: .port, in: target.sourceNode), "another serial port has number \(port)",
          help: "use a free number, or omit it to let libvirt assign one",
          refusal: .internalError("target port '\(port)' already allocated"))
      }
      if let port = target.port { taken.append(port) }
    }
  }

  private static let isaSerialPorts = 4

  static let wrongDiskAddress = Rule(
    "VC244", "wrong-disk-address", .error,
    "A disk has an address type that its bus does not accept.",
    rationale:
      "IDE, SATA, SCSI and floppy disks have addresses of type drive: a controller, a bus, a target and a unit.",
    sources: [.libvirt("src/conf/domain_validate.c", "virDomainDiskDefValidate")],
    good: [
      Example(
        "<disk type='file'>\n  <source file='/a'/>\n  <target dev='sda' bus='sata'/>\n  <address type='drive' unit='0'/>\n</disk>"
      )
    ],
    bad: [
      Example(
        "<disk type='file'>\n  <source file='/a'/>\n  <target dev='sda' bus='sata'/>\n  <address type='⟦pci⟧' slot='5'/>\n</disk>"
      )
    ]
  ) { context, findings in
    for (address, type, disk) in context.wrongDiskAddresses {
      findings.add(
        at: context.range(of: .type, in: SourceNode(address)),
        "a disk with bus='\(disk.bus)' cannot have \("\(type)".withArticle) address",
        help: "remove the address to let libvirt assign one",
        refusal: .unsupported(
          "Invalid address type '\(type)' for the disk '\(disk.name)' with the bus type '\(disk.bus)'"))
    }
  }

  static let unsupportedIOMMU = Rule(
    "VC245", "unsupported-iommu", .error,
    "The machine has no IOMMU of this model.",
    rationale: """
      libvirt supports an intel IOMMU on q35 machines, smmuv3 on the virt machine of ARM, and virtio on both.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceDefIOMMU")],
    good: [Example("<iommu model='intel'/>", in: .devices(machine: "q35"))],
    bad: [
      Example("<iommu model='⟦intel⟧'/>"), Example("<iommu model='⟦smmuv3⟧'/>", in: .devices(machine: "q35")),
      Example("<iommu model='⟦virtio⟧'/>", onPage: false),
    ]
  ) { context, findings in
    guard !context.domain.isFragment else { return }
    for node in context.domain.devices(named: .iommu) {
      guard let model = context.document.value(.model, of: node),
        let machines = context.machines(withIOMMU: model)
      else { continue }
      findings.add(
        at: context.range(of: .model, in: SourceNode(node)),
        "machine type '\(context.resolved.machine.type)' has no \(model) IOMMU",
        help: "remove it, or use another machine type",
        refusal: .unsupported("IOMMU device: '\(model)' is only supported with \(machines) machines"))
    }
  }
}

extension Rule {
  static let spiceAudioAlone = Rule(
    "VC246", "spice-audio-without-spice", .error,
    "An audio backend of type spice requires SPICE graphics.",
    rationale: """
      An audio backend of type spice sends sound to the SPICE client. libvirt refuses it without SPICE graphics.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceDefAudio")],
    good: [
      Example("<graphics type='spice'/>\n<audio id='1' type='spice'/>"),
      Example("<graphics type='vnc'/>\n<audio id='1' type='spice'/>", with: .bullseye, onPage: false),
    ],
    bad: [Example("<graphics type='vnc'/>\n<audio id='1' type='⟦spice⟧'/>")]
  ) { context, findings in
    guard context.versions.supports(.spiceGraphicsDemanded), context.lacksGraphics("spice") else { return }
    for node in context.domain.devices(named: .audio) {
      guard context.document.value(.type, of: node) == "spice" else { continue }
      findings.add(
        at: context.range(of: .type, in: SourceNode(node)), "an audio backend of type spice requires SPICE graphics",
        help: "add <graphics type='spice'/>, or use type='none'",
        refusal: .unsupported("Spice audio is not supported without spice graphics"))
    }
  }
}

// MARK: Words

extension RuleContext {
  func noIDE(_ device: DeviceReference, hasFirst: Bool) -> FindingWording {
    let machine = resolved.machine.type
    return FindingWording(
      .unsupportedIDEController, at: rangeOfIDE(device),
      hasFirst
        ? "machine type '\(machine)' has one IDE controller, with index 0"
        : "machine type '\(machine)' has no IDE controller",
      help: "use bus='sata', 'scsi' or 'virtio' for disks, and remove the controller",
      refusal: .unsupported(
        hasFirst
          ? "Only a single IDE controller is supported for this machine type"
          : "IDE controllers are unsupported for this QEMU binary or machine type"))
  }

  func conventionalFixture(_ device: DeviceReference) -> FindingWording {
    FindingWording(
      .conventionalFixtureOnExpress, at: rangeOfAddress(of: device),
      "the address belongs to the PIIX3 of pc machines, which '\(resolved.machine.type)' does not have",
      help: "remove the address, or use another model",
      refusal: .internalError("Bus 0 must be PCI for integrated PIIX3 USB or IDE controllers"))
  }
}

// MARK: What the domain states

extension RuleContext {
  /// The controller, or the first disk that libvirt adds it for.
  private func rangeOfIDE(_ device: DeviceReference) -> SourceRange {
    guard device.node == nil, let disk = domain.devices(named: .disk).first(where: { bus(ofDisk: $0) == "ide" }) else {
      return rangeOfDevice(device)
    }
    return document.nameRange(of: disk)
  }

  /// The bus of a disk, stated or by the name of its target.
  func bus(ofDisk node: ElementNode) -> String {
    let target = document.child(Name.target.xml, of: node)
    if let bus = target.flatMap({ document.value(.bus, of: $0) }) { return bus }
    return DiskName.bus(
      of: target.flatMap { document.value(.dev, of: $0) } ?? "", device: document.value(.device, of: node))
  }

  /// The targets of serial ports that say isa-serial. libvirt does not count those that become ISA ports for want of a type.
  fileprivate var isaSerialTargets: some Sequence<SerialTarget> {
    domain.serials.lazy.compactMap(\.target).filter { $0.type == "isa-serial" }
  }

  /// The addresses of disks that are not those of their bus, with libvirt's names for the disk and the bus.
  fileprivate var wrongDiskAddresses: [(address: ElementNode, type: String, disk: (name: String, bus: String))] {
    domain.devices(named: .disk).compactMap { node in
      let bus = bus(ofDisk: node)
      guard DriveLocation.buses.contains(bus), let address = document.child(Name.address.xml, of: node),
        let type = Address.kind(at: address, in: document)?.rawValue, type != "drive"
      else { return nil }
      let target = document.child(Name.target.xml, of: node)
      return (address, type, (target.flatMap { document.value(.dev, of: $0) } ?? "", bus))
    }
  }

  /// The machines that have an IOMMU of a model, as libvirt names them; nil where this machine has it, or libvirt does not know it.
  fileprivate func machines(withIOMMU model: String) -> String? {
    let family = resolved.machine.family
    return switch model {
    case "intel" where family != .q35: "Q35"
    case "smmuv3" where family != .armVirt: "ARM Virt"
    case "virtio" where family != .q35 && family != .armVirt: "Q35 and ARM Virt"
    default: nil
    }
  }
}
