internal import DomainModel
internal import Resolution
internal import SourceText
internal import Translation

// How many serial and parallel ports there may be, and their numbers.
extension Rule {
  static let tooManyISAPorts = Rule(
    "VC613", "isa-port-beyond-last", .error,
    "The number of an ISA serial or parallel port exceeds those of a PC.",
    rationale: """
      A PC has four ISA serial ports, 0 to 3, and three parallel ports. The number determines the I/O address; a
      serial port without a number gets the highest number plus one. libvirt does not check the numbers of ports
      without a type (VC243 is about those with type='isa-serial'), so QEMU refuses the domain when it starts. More
      serial ports are possible on other buses: pci-serial, usb-serial and virtio consoles.
      """,
    sources: [
      .qemu("hw/char/serial-isa.c", "serial_isa_realizefn"),
      .qemu("hw/char/parallel.c", "parallel_isa_realizefn"),
    ],
    good: [Example("<serial type='pty'><target port='3'/></serial>")],
    bad: [
      Example("<serial type='pty'><target port='⟦4⟧'/></serial>"),
      Example("<serial type='pty'><target port='3'/></serial>\n<⟦serial⟧ type='pty'/>"),
      Example("<parallel type='pty'/>\n<parallel type='pty'/>\n<parallel type='pty'/>\n<⟦parallel⟧ type='pty'/>"),
      Example("<serial type='pty'><target type='isa-serial' port='⟦4⟧'/></serial>", with: .bullseye, onPage: false),
    ]
  ) { context, findings in
    guard !context.domain.isFragment else { return }
    for (serial, resolved) in zip(context.domain.serials, context.serials)
    where resolved.kind == .isa && resolved.number > 3 && !context.countsISAPort(serial) {
      findings.add(
        at: context.range(ofNumberOf: serial),
        "serial port \(resolved.number) does not exist: the ISA ports of a PC are 0 to 3",
        help: "use a free port from 0 to 3, or <target type='pci-serial'/>",
        refusal: Refusal(by: .qemu, "Max. supported number of ISA serial ports is 4."))
    }
    for parallel in context.resolved.parallels.dropFirst(3) where context.parallelRefusal == nil {
      findings.add(
        at: context.range(of: parallel.sourceNode), "a PC has three parallel ports", help: "remove the <parallel>",
        refusal: Refusal(by: .qemu, "Max. supported number of parallel ports is 3."))
    }
  }

  static let isaAddressTaken = Rule(
    "VC614", "isa-address-taken", .warning,
    "Two ISA serial ports share a number or an I/O address.",
    rationale: """
      libvirt and QEMU accept equal numbers of ports without a type. Both devices then have the same I/O address,
      and the guest can use only one of them.
      """,
    sources: [.qemu("hw/char/serial-isa.c", "serial_isa_realizefn")],
    good: [Example("<serial type='pty'><target port='0'/></serial>\n<serial type='pty'><target port='1'/></serial>")],
    bad: [
      Example("<serial type='pty'><target port='1'/></serial>\n<serial type='pty'><target port='⟦1⟧'/></serial>"),
      Example(
        """
        <serial type='pty'><target port='0'/></serial>
        <serial type='pty'><target port='1'/><address type='isa' iobase='⟦0x3f8⟧' irq='4'/></serial>
        """),
      Example(
        """
        <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
          <name>vm</name>
          <devices>
            <serial type='pty'/>
          </devices>
          <qemu:commandline>
            <qemu:arg value='-device'/>
            <qemu:arg value='⟦isa-serial,id=second⟧'/>
          </qemu:commandline>
        </domain>
        """, in: .file),
    ]
  ) { context, findings in
    guard !context.domain.isFragment else { return }
    let serials = context.domain.serials
    var owners = SmallDictionary<Int, Int>()
    for (position, (serial, resolved)) in zip(serials, context.serials).enumerated() where resolved.kind == .isa {
      guard let port = resolved.ioPort else { continue }
      if let owner = owners[port], !context.countsISAPort(serial) {
        findings.add(
          at: context.range(ofNumberOf: serial),
          "\(resolved.id) has the I/O address 0x\(String(port, radix: 16)) of an earlier serial port",
          help: "use another port from 0 to 3, or omit it to let libvirt assign one",
          notes: [Diagnostic.Note("the other serial port", at: context.range(of: serials[owner].sourceNode))])
      }
      if owners[port] == nil { owners.updateValue(position, forKey: port) }
    }
    context.addArgumentsAtTakenISAPorts(to: &findings)
  }

  static let serialTypeReplaced = Rule(
    "VC615", "serial-type-replaced", .warning,
    "libvirt replaces the type isa-serial on a machine without an ISA bus.",
    rationale: """
      libvirt formerly wrote isa-serial as the default type, so on machines without an ISA bus it replaces
      isa-serial with the machine's own serial port: pl011 on the virt machine of ARM, which Linux names ttyAMA0,
      not ttyS0.
      """,
    sources: [.libvirt("src/qemu/qemu_postparse.c", "qemuDomainChrDefPostParse")],
    good: [Example("<serial type='pty'><target type='isa-serial'/></serial>")],
    bad: [
      Example(
        "<serial type='pty'><target type='⟦isa-serial⟧'/></serial>",
        fixed: "<serial type='pty'><target type='system-serial'/></serial>",
        in: .devices(machine: "virt", architecture: "aarch64"))
    ]
  ) { context, findings in
    for serial in context.judgedSerials
    where serial.target?.type == SerialKind.isa.rawValue && serial.target?.model == nil {
      guard let kind = context.kind(of: serial), kind != .isa, let target = serial.target,
        let attribute = context.attribute(.type, of: target.sourceNode)
      else { continue }
      findings.add(
        at: context.range(of: .type, in: target.sourceNode),
        "libvirt replaces type 'isa-serial' with '\(kind.rawValue)' because the machine has no ISA bus",
        help: "set type='\(kind.rawValue)'", fixes: [context.rewriting(attribute, as: kind.rawValue)])
    }
  }

  static let secondBoardPort = Rule(
    "VC616", "second-system-serial", .warning,
    "The domain has more serial ports than a virt machine connects.",
    rationale: """
      A virt machine has one serial port, on ARM two since QEMU 9.1 and on LoongArch four since QEMU 9.2. QEMU accepts
      more but does not connect them to the machine, so the guest has no device for them. A pci-serial port or a virtio
      console is a separate device.
      """,
    sources: [
      .qemu("hw/arm/virt.c", "machvirt_init"), .qemu("hw/loongarch/virt.c", "loongarch_devices_init"),
    ],
    good: [
      Example("<serial type='pty'/>", in: .devices(machine: "virt", architecture: "aarch64")),
      Example(
        "<serial type='pty'/>\n<serial type='pty'/>", in: .devices(machine: "virt", architecture: "aarch64"),
        onPage: false),
    ],
    bad: [
      Example(
        "<serial type='pty'/>\n<⟦serial⟧ type='pty'/>", in: .devices(machine: "virt", architecture: "aarch64"),
        with: .bookworm),
      Example(
        "<serial type='pty'/>\n<⟦serial⟧ type='pty'/>", in: .devices(machine: "virt", architecture: "riscv64")),
      Example(
        String(repeating: "<serial type='pty'/>\n", count: 4) + "<⟦serial⟧ type='pty'/>",
        in: .devices(machine: "virt", architecture: "loongarch64")),
    ]
  ) { context, findings in
    guard !context.domain.isFragment else { return }
    let machine = context.resolved.machine
    guard [.armVirt, .riscvVirt, .loongArchVirt].contains(machine.family) else { return }
    let count = machine.integratedSerialCount(context.versions)
    for serial in context.serials.filter({ $0.kind == .system }).dropFirst(count) {
      findings.add(
        at: context.range(of: serial.sourceNode),
        "the machine has no serial port for \(serial.id), so the guest does not see it",
        help: "use <target type='pci-serial'/>, or make it a console with <target type='virtio'/>")
    }
  }
}

extension RuleContext {
  /// Reports the ISA ports of `<qemu:commandline>` that get the I/O address of a `<serial>`.
  fileprivate func addArgumentsAtTakenISAPorts(to findings: inout Findings) {
    guard let added = extraArguments?.serials, !added.isEmpty else { return }
    let ports = serials.filter { $0.kind == .isa }.map { ($0.guestNumber, $0) }
    let owners = Dictionary(ports) { first, _ in first }
    let free = (0..<4).first { owners[$0] == nil }
    for serial in added {
      guard let number = serial.isaNumber, let owner = owners[number] else { continue }
      findings.add(
        at: serial.argument,
        "'\(serial.id ?? "isa-serial")' has the I/O address of \(owner.id), which is ISA serial port \(number)",
        help: free.map { "add index=\($0)" } ?? "use -device pci-serial",
        notes: [Diagnostic.Note("the other serial port", at: range(of: owner.sourceNode))])
    }
  }

  /// Whether libvirt itself counts the port and refuses a number that is taken or too high.
  fileprivate func countsISAPort(_ serial: SerialPort) -> Bool {
    versions.supports(.serialPortNumbers) && serial.target?.type == SerialKind.isa.rawValue
  }

  /// The range that identifies a serial port: its I/O address, its number, or else the element.
  fileprivate func range(ofNumberOf serial: SerialPort) -> SourceRange {
    if let address = serial.address, attribute(.iobase, of: address.sourceNode) != nil {
      return range(of: .iobase, in: address.sourceNode)
    }
    guard let target = serial.target, attribute(.port, of: target.sourceNode) != nil else {
      return range(of: serial.sourceNode)
    }
    return range(of: .port, in: target.sourceNode)
  }
}
