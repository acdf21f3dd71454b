internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// VC2xx: the places of all devices, of which virtio-serial controllers are some: where one has none, libvirt refuses the domain.
extension Rule {
  static let placement = [
    pciAddressConflict, noPCIBus, noBusForVirtio, misplacedController, noSuchPCIAddress, ccwAddressTaken,
  ]

  static let pciAddressConflict = Rule(
    "VC216", "pci-address-conflict", .error,
    "Two devices share a PCI address.",
    rationale: """
      Two devices cannot share a PCI function. Parts of slot 1 of a `pc` machine and slot 0x1f of a `q35` machine
      belong to the chipset. Devices with an explicit address keep it, and libvirt places the others around them.
      """,
    sources: [.libvirt("src/conf/domain_addr.c", "virDomainPCIAddressReserveAddrInternal")],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </controller>
        <controller type='virtio-serial' index='1'>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x06' function='0x0'/>
        </controller>
        """)
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </controller>
        <controller type='virtio-serial' index='1'>
          <⟦address⟧ type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </controller>
        """),
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <⟦address⟧ type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </controller>
        <sound model='ich6'>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>
        </sound>
        """),
    ],
    .wording)

  static let noPCIBus = Rule(
    "VC217", "no-pci-bus", .error,
    "The machine type has no free slot for this device.",
    rationale: """
      libvirt places virtio devices on PCI, CCW or virtio-mmio, depending on the machine type. `isapc` has none of
      these, and libvirt does not know the virtio-mmio of `microvm`. If a PCI bus is full, libvirt adds one, but not
      for every kind of PCI controller.
      """,
    sources: [
      .libvirt("src/conf/domain_addr.c", "virDomainPCIAddressGetNextAddr"),
      .libvirt("src/conf/domain_addr.c", "virDomainPCIAddressSetGrow"),
    ],
    good: [Example("<controller type='virtio-serial' index='0'/>")],
    bad: [
      Example(
        """
        <domain type='kvm'>
          <name>vm</name>
          <os>
            <type arch='x86_64' machine='⟦isapc⟧'>hvm</type>
          </os>
          <devices>
            <controller type='virtio-serial' index='0'/>
            <memballoon model='virtio'/>
          </devices>
        </domain>
        """, in: .file),
      Example(
        """
        <controller type='pci' index='0' model='pci-root'/>
        <⟦controller⟧ type='pci' index='1' model='pcie-root-port'/>
        """),
      Example(
        "<⟦controller⟧ type='pci' index='1' model='pcie-to-pci-bridge'/>", in: .devices(machine: "q35"),
        with: Versions(libvirt: Version(11, 3), qemu: Version(9, 2)), onPage: false),
      Example(
        "<⟦controller⟧ type='pci' index='1' model='pcie-to-pci-bridge'/>", in: .devices(machine: "q35"),
        with: .bullseye, onPage: false),
    ],
    .wording)

  static let noBusForVirtio = Rule(
    "VC235", "no-bus-for-virtio", .error,
    "The machine type has no bus for virtio devices.",
    rationale: """
      In libvirt, boards such as raspi3b have neither PCI nor virtio-mmio. The domain can be defined, but the
      controller has no address, and libvirt cannot generate its QEMU options.
      """,
    sources: [
      .libvirt("src/qemu/qemu_domain_address.c", "qemuDomainAssignVirtioMMIOAddresses"),
      .libvirt("src/qemu/qemu_command.c", "qemuBuildVirtioDevGetConfig"),
    ],
    good: [
      Example(
        "<controller type='virtio-serial' index='0'/>", in: .devices(machine: "virt", architecture: "aarch64"))
    ],
    bad: [
      Example(
        "<⟦controller⟧ type='virtio-serial' index='0'/>", in: .devices(machine: "raspi3b", architecture: "aarch64"),
        with: .bookworm),
      Example(
        "<⟦controller⟧ type='virtio-serial' index='0'/>", in: .devices(machine: "sifive_u", architecture: "riscv64"),
        with: .bookworm),
      Example(
        "<⟦filesystem⟧><source dir='/a'/><target dir='a'/></filesystem>",
        in: .devices(machine: "vexpress-a9", architecture: "armv7l"), with: .bookworm, onPage: false),
      Example(
        "<⟦vsock⟧ model='virtio'><cid auto='yes'/></vsock>",
        in: .devices(machine: "vexpress-a9", architecture: "armv7l"), with: .bookworm, onPage: false),
    ]
  ) { context, findings in
    let machine = context.resolved.machine
    guard !context.domain.isFragment, !machine.supportsPCI else { return }
    for (device, title) in context.devicesWithoutVirtioBus {
      findings.add(
        at: context.rangeOfAddress(of: device), "machine type '\(machine.type)' has no bus for a \(title)",
        help: "use a machine type with PCI\(machine.hasVirtioMMIO ? "" : " or virtio-mmio"), such as virt",
        refusal: .internalError("Unexpected enum value 0 for virDomainDeviceAddressType"))
    }
  }

  static let misplacedController = Rule(
    "VC221", "misplaced-controller", .error,
    "An integrated controller is not at its fixed address.",
    rationale: """
      The first IDE and USB controllers of a `pc` machine and the first SATA controller of a `q35` machine are parts
      of the chipset and have a fixed address. Each machine has its own root bus, the index of a PCI controller is 0
      to 255, and the index of a bridge is larger than that of its bus.
      """,
    sources: [
      .libvirt("src/qemu/qemu_domain_address.c", "qemuDomainValidateDevicePCISlotsPIIX3"),
      .libvirt("src/qemu/qemu_domain_address.c", "qemuDomainValidateDevicePCISlotsQ35"),
      .libvirt("src/conf/domain_validate.c", "virDomainControllerDefValidate"),
      .libvirt("src/qemu/qemu_postparse.c", "qemuDomainDefAddDefaultDevices"),
    ],
    good: [
      Example("<controller type='ide' index='0'>\n  <address type='pci' slot='0x01' function='0x1'/>\n</controller>")
    ],
    bad: [
      Example("<controller type='ide' index='0'>\n  <⟦address⟧ type='pci' slot='0x02' function='0x1'/>\n</controller>"),
      Example("<⟦controller⟧ type='pci' index='0' model='pci-root'/>", in: .devices(machine: "q35")),
      Example("<⟦controller⟧ type='pci' index='256' model='pci-bridge'/>"),
      Example(
        "<controller type='usb' index='0' model='piix3-uhci'>\n  <⟦address⟧ type='pci' slot='2' function='2'/>\n</controller>",
        onPage: false),
      Example(
        "<controller type='sata' index='0'>\n  <⟦address⟧ type='pci' slot='0x1e' function='2'/>\n</controller>",
        in: .devices(machine: "q35"), onPage: false),
      Example(
        "<controller type='pci' index='1' model='pci-bridge'>\n  <⟦address⟧ type='pci' bus='1' slot='1'/>\n</controller>",
        onPage: false),
    ],
    .wording)

  static let noSuchPCIAddress = Rule(
    "VC228", "no-such-pci-address", .error,
    "The machine has no such PCI address.",
    rationale: """
      The bus of an address is the index of a PCI controller; libvirt adds missing ones if the machine allows it. A
      root port has only slot 0, a conventional bus has slots 1 to 31, and there is only one PCI domain.
      """,
    sources: [.libvirt("src/conf/domain_addr.c", "virDomainPCIAddressValidate")],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>
        </controller>
        """, in: .devices(machine: "q35"))
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <⟦address⟧ type='pci' domain='0x0000' bus='0x01' slot='0x05' function='0x0'/>
        </controller>
        """, in: .devices(machine: "q35")),
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <⟦address⟧ type='pci' domain='0x0001' bus='0x00' slot='0x05' function='0x0'/>
        </controller>
        """, onPage: false),
    ],
    .wording)

  static let ccwAddressTaken = Rule(
    "VC229", "ccw-address-taken", .error,
    "Two devices share a CCW address.",
    rationale: "Each device number in the channel subsystem of an s390x machine belongs to one device.",
    sources: [.libvirt("src/conf/domain_addr.c", "virDomainCCWAddressAssign")],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='ccw' cssid='0xfe' ssid='0x0' devno='0x0009'/>
        </controller>
        """, in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"))
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='ccw' cssid='0xfe' ssid='0x0' devno='0x0009'/>
        </controller>
        <controller type='virtio-serial' index='1'>
          <⟦address⟧ type='ccw' cssid='0xfe' ssid='0x0' devno='0x0009'/>
        </controller>
        """, in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"))
    ],
    .wording)
}

extension RuleContext {
  /// The virtio devices that a machine without PCI leaves without an address. Filesystems and vsock devices get one on PCI and on a
  /// channel subsystem alone (`qemuDomainPrimeVirtioDeviceAddresses`).
  fileprivate var devicesWithoutVirtioBus: [(DeviceReference, title: String)] {
    let controllers = resolved.machine.leavesVirtioWithoutAddress ? resolved.controllers.map(\.controller) : []
    return controllers.filter { $0.address == nil }.map {
      (DeviceReference(.controller, $0.sourceNode.node), "virtio-serial controller")
    }
      + domain.devices(named: [.filesystem, .vsock]).compactMap { node in
        guard document.child(Name.address.xml, of: node) == nil else { return nil }
        return switch document.name(of: node) {
        case Name.filesystem.xml where filesystemDriver(node) != "mtp":
          (DeviceReference(.filesystem, node), "filesystem")
        case Name.vsock.xml: (DeviceReference(.vsock, node), "vsock device")
        default: nil
        }
      }
  }

  private func filesystemDriver(_ node: ElementNode) -> String? {
    document.child(Name.driver.xml, of: node).flatMap { document.value(.type, of: $0) }
  }
}
