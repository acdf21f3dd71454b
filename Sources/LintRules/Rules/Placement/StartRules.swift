internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// VC2xx: what libvirt takes and QEMU refuses when it starts, because of how ports and controllers meet.
extension Rule {
  static let start = [
    duplicatePortName, noVirtioMMIO, consolePortCollision, consoleWithoutPort, iommuWithLegacyDevice,
    pciOptionElsewhere, pciModelElsewhere,
  ]

  static let duplicatePortName = Rule(
    "VC202", "duplicate-port-name", .error,
    "Two channels share a name.",
    rationale: """
      The guest finds a port by its name, so QEMU requires names to be unique in a virtual machine, across all
      controllers, including the empty name. libvirt accepts the definition, but the domain does not start.
      """,
    sources: [.qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize")],
    good: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/></channel>\n<channel type='pty'><target type='virtio' name='b'/></channel>"
      ),
      Example(
        "<channel type='pty'><target type='virtio'/></channel>\n<channel type='pty'><target type='virtio'/></channel>"),
    ],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/></channel>\n<channel type='null'><target type='virtio' name='⟦a⟧'/></channel>"
      )
    ]
  ) { context, findings in
    findings.addTakenNames(in: context, help: "use a name that no other channel has, or remove one of the two") {
      $0 != Channel.vdagentName && $0 != Channel.agentName
    }
  }

  static let noVirtioMMIO = Rule(
    "VC231", "no-virtio-mmio", .error,
    "The machine has no virtio-mmio transports.",
    rationale: """
      The virt machines of ARM and RISC-V and microvm have transports for virtio devices besides PCI. libvirt passes
      the address on for other machines too, and QEMU finds no bus for the device.
      """,
    sources: [.qemu("softmmu/qdev-monitor.c", "qdev_device_add_from_qdict")],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='virtio-mmio'/>
        </controller>
        """, in: .devices(machine: "virt", architecture: "aarch64"))
    ],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <⟦address⟧ type='virtio-mmio'/>
        </controller>
        """, fixed: "<controller type='virtio-serial' index='0'>\n</controller>")
    ]
  ) { context, findings in
    let machine = context.resolved.machine
    guard !context.domain.isFragment, !machine.hasVirtioMMIO, machine.type != "microvm" else { return }
    for controller in context.domain.controllers {
      guard let address = controller.address, address.kind == .virtioMMIO else { continue }
      findings.add(
        at: context.range(of: address.sourceNode),
        "machine type '\(machine.type)' has no virtio-mmio transports",
        help: "remove the address to let libvirt assign one",
        refusal: Refusal(by: .qemu, "No 'virtio-bus' bus found for device 'virtio-serial-device'"),
        fixes: [context.removal("remove the address", of: address.sourceNode, safety: .unsafe)])
    }
  }

  static let consolePortCollision = Rule(
    "VC225", "console-port-collision", .error,
    "A console without an address gets a port that another device requests.",
    rationale: """
      libvirt passes no address for such a console. QEMU then searches for a controller, beginning with the one that
      it created last, and uses port 0 if it is free, otherwise the lowest free port. QEMU refuses a later device
      that has this port as its address.
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuBuildVirtioSerialPortDevProps"),
      .qemu("softmmu/qdev-monitor.c", "qbus_find_recursive"),
      .qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize"),
    ],
    good: [
      Example(
        """
        <console type='pty'>
          <target type='virtio'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </console>
        <console type='pty'>
          <target type='virtio'/>
          <address type='virtio-serial' controller='0' bus='0' port='0'/>
        </console>
        """),
      Example(
        """
        <domain type='qemu'>
          <os><type arch='riscv64' machine='virt'>hvm</type></os>
          <devices>
            <controller type='virtio-serial' index='0'/>
            <controller type='virtio-serial' index='1'>
              <address type='virtio-mmio'/>
            </controller>
            <console type='pty'>
              <target type='virtio'/>
            </console>
            <console type='pty'>
              <target type='virtio'/>
              <address type='virtio-serial' controller='1' bus='0' port='0'/>
            </console>
          </devices>
        </domain>
        """, in: .file),
    ],
    bad: [
      Example(
        """
        <console type='pty'>
          <target type='virtio'/>
        </console>
        <console type='pty'>
          <target type='virtio'/>
          <address type='virtio-serial' controller='0' bus='0' port='⟦0⟧'/>
        </console>
        """),
      Example(
        """
        <domain type='qemu'>
          <os><type arch='aarch64' machine='virt'>hvm</type></os>
          <devices>
            <controller type='virtio-serial' index='0'>
              <address type='virtio-mmio'/>
            </controller>
            <controller type='virtio-serial' index='1'/>
            <console type='pty'>
              <target type='virtio'/>
            </console>
            <console type='pty'>
              <target type='virtio'/>
              <address type='virtio-serial' controller='0' bus='0' port='⟦0⟧'/>
            </console>
          </devices>
        </domain>
        """, in: .file),
    ]
  ) { context, findings in
    for case .numberTaken(let port, let holder) in context.portAssignment.refusals {
      findings.add(
        at: context.rangeOfPort(of: port.device),
        "port \(port.number) of controller \(port.controller) is already in use when QEMU creates this device",
        help: "give the other console an address, <address type='virtio-serial' controller='…' bus='0' port='…'/>",
        refusal: Refusal(by: .qemu, "virtio-serial-bus: A port already exists at id \(port.number)"),
        notes: [Diagnostic.Note("QEMU assigns the port to this device", at: context.rangeOfPort(of: holder.device))])
    }
  }

  static let consoleWithoutPort = Rule(
    "VC226", "console-without-port", .error,
    "No port is free for a console without an address.",
    rationale: """
      For a console without an address, QEMU uses the controller that it created last, even if all ports of this
      controller are in use and another one has free ports.
      """,
    sources: [
      .qemu("softmmu/qdev-monitor.c", "qbus_find_recursive"),
      .qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize"),
    ],
    good: [Example("<console type='pty'>\n  <target type='virtio'/>\n</console>")],
    bad: [
      Example(
        """
        <controller type='virtio-serial' index='0' ports='1'/>
        <console type='pty'>
          <target type='virtio'/>
        </console>
        <⟦console⟧ type='pty'>
          <target type='virtio'/>
        </console>
        """)
    ]
  ) { context, findings in
    for case .outOfRange(let port, let highest) in context.portAssignment.refusals {
      findings.add(
        at: context.rangeOfPort(of: port.device),
        "controller \(port.controller), where QEMU places the console, has no free port",
        help: "add an address to the console, or increase ports on the controller",
        refusal: Refusal(by: .qemu, "virtio-serial-bus: Out-of-range port id specified, max. allowed: \(highest)"))
    }
  }

  static let iommuWithLegacyDevice = Rule(
    "VC223", "iommu-with-legacy-device", .error,
    "A transitional controller cannot use an IOMMU.",
    rationale: """
      Only a modern virtio device can use an emulated IOMMU. The model `virtio` is modern only behind a PCI Express
      port; on a conventional PCI bus or the root bus it is transitional, and QEMU refuses the option.
      """,
    sources: [.qemu("hw/virtio/virtio-pci.c", "virtio_pci_device_plugged")],
    good: [
      Example(
        "<controller type='virtio-serial' index='0' model='virtio-non-transitional'>\n  <driver iommu='on'/>\n</controller>"
      ),
      Example(
        "<controller type='virtio-serial' index='0'>\n  <driver iommu='on'/>\n</controller>",
        in: .devices(machine: "q35")),
    ],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0'>\n  <driver iommu='⟦on⟧'/>\n</controller>",
        fixed: """
          <controller type='virtio-serial' index='0' model='virtio-non-transitional'>
            <driver iommu='on'/>
          </controller>
          """)
    ]
  ) { context, findings in
    for resolved in context.resolved.controllers
    where resolved.isLegacyOnPCI && resolved.controller.driver?.iommu == .on {
      let controller = resolved.controller
      findings.add(
        at: context.range(of: .iommu, in: controller.driver?.sourceNode ?? controller.sourceNode),
        "at this address the controller is transitional, and transitional devices cannot use an IOMMU",
        help: "set model='virtio-non-transitional'",
        refusal: Refusal(by: .qemu, "VIRTIO_F_IOMMU_PLATFORM was supported by neither legacy nor transitional device"),
        fixes: context.written(controller).map { written in
          [
            context.fix("make the controller non-transitional", written, safety: .unsafe) {
              $0.model = .nonTransitional
            }
          ]
        } ?? [])
    }
  }

  static let pciOptionElsewhere = Rule(
    "VC224", "pci-option-elsewhere", .error,
    "A controller that is not on PCI has a PCI-only option.",
    rationale: """
      `vectors`, `ats` and `page_per_vq` are properties of PCI virtio devices. libvirt passes them on for a
      virtio-mmio or CCW controller too, and QEMU refuses them.
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuBuildVirtioDevProps"),
      .qemu("qom/object.c", "object_property_find_err"),
    ],
    good: [Example("<controller type='virtio-serial' index='0' vectors='4'/>")],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0' vectors='⟦4⟧'/>",
        fixed: "<controller type='virtio-serial' index='0'/>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
      Example(
        """
        <controller type='virtio-serial' index='0' vectors='⟦4⟧'>
          <address type='virtio-mmio'/>
        </controller>
        """,
        fixed: """
          <controller type='virtio-serial' index='0'>
            <address type='virtio-mmio'/>
          </controller>
          """, in: .devices(machine: "virt", architecture: "aarch64"), onPage: false),
    ]
  ) { context, findings in
    for resolved in context.resolved.controllers {
      guard let transport = resolved.transportWithoutPCI, let written = context.written(resolved.controller) else {
        continue
      }
      for option in PCIOption.all where option.isSet(resolved.controller) {
        findings.add(
          at: context.range(of: option.name, in: option.place(written)),
          "'\(option.name.text)' is supported only on PCI", help: "remove the attribute",
          refusal: Refusal(by: .qemu, "Property 'virtio-serial-\(transport).\(option.property)' not found"),
          fixes: [
            context.fix("remove the attribute '\(option.name.text)'", written, safety: .unsafe) { option.clear(&$0) }
          ])
      }
    }
  }

  static let pciModelElsewhere = Rule(
    "VC227", "pci-model-elsewhere", .error,
    "A device that is not on PCI has a PCI-only model.",
    rationale: """
      The transitional and non-transitional models exist only on PCI. libvirt derives the device name from the model
      on every bus, and QEMU has no such device.
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuBuildVirtioDevGetConfig"),
      .qemu("softmmu/qdev-monitor.c", "qdev_get_device_class"),
    ],
    good: [
      Example(
        "<controller type='virtio-serial' index='0' model='virtio'/>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"))
    ],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0' model='⟦virtio-transitional⟧'/>",
        fixed: "<controller type='virtio-serial' index='0' model='virtio'/>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
      Example(
        "<interface type='user'>\n  <model type='⟦virtio-non-transitional⟧'/>\n</interface>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
      Example(
        "<controller type='virtio-serial' index='0' model='⟦virtio-transitional⟧'/>",
        fixed: "<controller type='virtio-serial' index='0' model='virtio'/>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"),
        with: Versions(libvirt: Version(7, 8), qemu: Version(6, 1)), onPage: false),
    ],
    .wording)
}

extension RuleContext {
  func notOnPCI(_ model: String, of device: DeviceReference) -> FindingWording {
    let controller = domain.controller(at: device.node)
    return FindingWording(
      .pciModelElsewhere, at: rangeOfModel(of: device),
      "only a PCI device can be \(model.dropFirst("virtio-".count))", help: "set model='virtio', or remove the model",
      refusal: refusal(of: device, model),
      fixes: controller.map { [fix("set model='virtio'", $0, safety: .unsafe) { $0.model = .virtio }] } ?? [])
  }

  /// The model, which a network interface has in a child.
  fileprivate func rangeOfModel(of device: DeviceReference) -> SourceRange {
    let model = device.node.flatMap { document.child(Name.model.xml, of: $0) }
    return model.map { range(of: .type, in: SourceNode($0)) } ?? range(of: .model, in: SourceNode(device.node))
  }

  /// Who refuses a model that is PCI's on another bus: an older libvirt, later QEMU.
  fileprivate func refusal(of device: DeviceReference, _ model: String) -> Refusal {
    let isCCW = resolved.machine.family == .s390CCW
    guard versions.supports(.modelsOnAnyBus) else {
      let type = isCCW ? "ccw" : "virtio-mmio"
      return .unsupported("virtio (non-)transitional models are not supported for address type=\(type)")
    }
    let suffix = model.dropFirst("virtio-".count)
    return Refusal(
      by: .qemu, "'\(driver(of: device))-\(isCCW ? "ccw" : "device")-\(suffix)' is not a valid device model name")
  }

  /// What QEMU's devices of a kind are called after.
  private func driver(of device: DeviceReference) -> String {
    switch device.kind {
    case .controller:
      "virtio-"
        + (device.node.flatMap { document.value(.type, of: $0) } ?? "")
        .replacing("virtio-", with: "")
    case .disk: "virtio-blk"
    case .interface: "virtio-net"
    case .filesystem: "virtio-9p"
    case .memballoon: "virtio-balloon"
    case .vsock: "vhost-vsock"
    case .hostdev: "vhost-scsi"
    default: "virtio-\(device.kind.elementName)"
    }
  }
}

extension Findings {
  /// Adds one for each channel behind the first that has a name, of the selected names.
  mutating func addTakenNames(in context: RuleContext, help: String, where isMeant: (String) -> Bool) {
    for case .nameTaken(let device, let name, let holder) in context.portAssignment.refusals where isMeant(name) {
      add(
        at: context.rangeOfName(of: device), "the name '\(name)' is already used by another channel", help: help,
        refusal: Refusal(by: .qemu, "virtio-serial-bus: A port already exists by name \(name)"),
        notes: [Diagnostic.Note("first use of the name", at: context.rangeOfName(of: holder))])
    }
  }
}
