internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// Serial and parallel ports.
extension Rule {
  static let serials = [
    serialTarget, serialModel, serialMachine, serialAddress, tooManyISAPorts, isaAddressTaken, serialTypeReplaced,
    secondBoardPort,
  ]

  static let serialTarget = Rule(
    "VC609", "serial-target", .error,
    "The target of a serial port has a type, model or number that libvirt does not know.",
    rationale: """
      The types are isa-serial, usb-serial, pci-serial, spapr-vio-serial, system-serial, sclp-serial and isa-debug.
      Each has one model, except system-serial (pl011, 16550a) and sclp-serial (sclpconsole, sclplmconsole). If
      there is no target, libvirt uses the default of the machine.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrDefParseTargetXML")],
    good: [
      Example("<serial type='pty'/>"),
      Example("<serial type='pty'><target type='pci-serial'><model name='pci-serial'/></target></serial>"),
    ],
    bad: [
      Example(
        "<serial type='pty'><target type='⟦isa⟧'/></serial>",
        fixed: "<serial type='pty'><target type='isa-serial'/></serial>"),
      Example("<serial type='pty'><target><model name='⟦uart⟧'/></target></serial>"),
      Example("<serial type='pty'><target port='⟦a⟧'/></serial>"),
    ]
  ) { context, findings in
    for target in context.domain.serials.lazy.compactMap(\.target) { context.checkWords(of: target, &findings) }
  }

  static let serialModel = Rule(
    "VC610", "serial-model-type", .error,
    "The model of a serial port belongs to another target type.",
    rationale: """
      Each model belongs to one type. On machines without an ISA bus, libvirt replaces the type isa-serial with that
      of the machine's own serial port, so the model isa-serial never matches there.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainChrTargetDef")],
    good: [Example("<serial type='pty'><target type='isa-serial'><model name='isa-serial'/></target></serial>")],
    bad: [
      Example(
        "<serial type='pty'><target type='isa-serial'><model name='⟦pci-serial⟧'/></target></serial>",
        fixed: "<serial type='pty'><target type='isa-serial'></target></serial>"),
      Example(
        "<serial type='pty'><target type='isa-serial'><model name='⟦isa-serial⟧'/></target></serial>",
        fixed: "<serial type='pty'><target type='isa-serial'></target></serial>",
        in: .devices(machine: "virt", architecture: "aarch64")),
    ]
  ) { context, findings in
    for serial in context.judgedSerials {
      guard let model = serial.target?.model, let name = model.name, let type = SerialKind(model: name)?.rawValue,
        let kind = context.kind(of: serial), kind.rawValue != type
      else { continue }
      findings.add(
        at: context.range(of: .name, in: model.sourceNode),
        "model '\(name)' belongs to type '\(type)', not '\(kind.rawValue)'",
        help: serial.target?.type == type ? "remove the <model>" : "remove the <model>, or set type='\(type)'",
        refusal: .unsupported("Target model '\(name)' requires target type '\(type)'"),
        fixes: [context.removal("remove the <model>", of: model.sourceNode)])
    }
  }

  static let serialMachine = Rule(
    "VC611", "serial-port-machine", .error,
    "The machine has no such serial or parallel port.",
    rationale: """
      spapr-vio-serial belongs to pseries machines, sclp-serial to s390, system-serial to the virt machines of ARM and RISC-V, isa-debug and
      parallel ports to PCs.
      """,
    sources: [
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainChrDef"),
      .libvirt("src/qemu/qemu_command.c", "qemuBuildSerialChrDeviceProps"),
      .libvirt("src/conf/domain_postparse.c", "virDomainChrDefPostParse"),
    ],
    good: [
      Example("<serial type='pty'><target type='isa-debug'/></serial>\n<parallel type='pty'/>"),
      Example(
        "<serial type='pty'><target type='sclp-serial'/></serial>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
    ],
    bad: [
      Example(
        "<serial type='pty'><target type='⟦sclp-serial⟧'/></serial>", fixed: "<serial type='pty'></serial>"),
      Example(
        "<serial type='pty'><target type='⟦system-serial⟧'/></serial>", fixed: "<serial type='pty'></serial>"),
      Example(
        "<serial type='pty'><target type='⟦isa-debug⟧'/></serial>", fixed: "<serial type='pty'></serial>",
        in: .devices(machine: "virt", architecture: "aarch64")),
      Example("<⟦parallel⟧ type='pty'/>", in: .devices(machine: "pseries", architecture: "ppc64")),
      Example(
        "<serial type='pty'><target type='⟦pci-serial⟧'/></serial>", fixed: "<serial type='pty'></serial>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"), onPage: false),
      Example("<⟦parallel⟧ type='pty'/>", in: .devices(machine: "virt", architecture: "aarch64")),
    ]
  ) { context, findings in
    for serial in context.judgedSerials {
      guard let target = serial.target, let refusal = context.machineRefusal(of: serial) else { continue }
      findings.add(
        at: context.range(of: .type, in: target.sourceNode),
        "a \(context.resolved.machine.type) machine has no serial port of type '\(target.type ?? "")'",
        help: "remove the <target>; libvirt uses the serial port of the machine", refusal: refusal,
        fixes: [context.removal("remove the <target>", of: target.sourceNode)])
    }
    guard let refusal = context.parallelRefusal else { return }
    for port in context.domain.otherChardevs where port.kind == .parallel {
      findings.add(
        at: context.range(of: port.element.sourceNode),
        "a \(context.resolved.machine.type) machine has no parallel port", help: "remove the <parallel>",
        refusal: refusal)
    }
  }

  static let serialAddress = Rule(
    "VC612", "serial-port-address", .error,
    "The address type of a serial port does not fit its target type.",
    rationale: """
      isa-serial and isa-debug have an address of type isa, pci-serial of type pci, usb-serial of type usb,
      spapr-vio-serial of type spapr-vio; the others have no address.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainChrTargetDef")],
    good: [
      Example("<serial type='pty'><target type='isa-serial'/><address type='isa' iobase='0x2f8' irq='0x3'/></serial>")
    ],
    bad: [
      Example(
        "<serial type='pty'><target type='isa-serial'/><address type='⟦pci⟧' slot='9'/></serial>",
        fixed: "<serial type='pty'><target type='isa-serial'/></serial>"),
      Example(
        "<serial type='pty'><target type='usb-serial'/><address type='⟦pci⟧' slot='9'/></serial>",
        fixed: "<serial type='pty'><target type='usb-serial'/></serial>"),
      Example(
        "<serial type='pty'><address type='⟦isa⟧'/></serial>", fixed: "<serial type='pty'></serial>",
        in: .devices(machine: "virt", architecture: "aarch64")),
    ]
  ) { context, findings in
    for serial in context.judgedSerials {
      guard let address = serial.address, let kind = context.kind(of: serial), let refusal = kind.refusal(of: address)
      else { continue }
      findings.add(
        at: context.range(of: .type, in: address.sourceNode),
        "a serial port of type '\(kind.rawValue)' cannot have \("\(address.type)".withArticle) address",
        help: "remove the <address>",
        refusal: refusal, fixes: [context.removal("remove the <address>", of: address.sourceNode)])
    }
  }
}
