internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// VC6xx: consoles.
extension Rule {
  static let consoles = [
    secondConsoleNotVirtio, consoleTargetType, consoleBackendMismatch, virtioConsoleNeedsGuest, consoleAddress,
    duplicateSCLPConsole,
  ]

  static let secondConsoleNotVirtio = Rule(
    "VC601", "second-console-not-virtio", .error,
    "Only the first console can have a serial target.",
    rationale: """
      The first console can mirror the first serial port, which is also what a console without a target type does. All
      other consoles must be devices of their own, such as virtio consoles.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainDefAddConsoleCompat")],
    good: [
      Example(
        "<console type='pty'><target type='serial'/></console>\n<console type='pty'><target type='virtio'/></console>")
    ],
    bad: [
      Example(
        "<console type='pty'><target type='serial'/></console>\n<console type='pty'><target type='⟦serial⟧'/></console>",
        fixed:
          "<console type='pty'><target type='serial'/></console>\n<console type='pty'><target type='virtio'/></console>"
      ),
      Example(
        """
        <console type='pty'>
          <target type='virtio'/>
        </console>
        <⟦console⟧ type='pty'>
        </console>
        """,
        fixed: """
          <console type='pty'>
            <target type='virtio'/>
          </console>
          <console type='pty'>
            <target type='virtio'/>
          </console>
          """),
    ],
    .wording)

  static let consoleTargetType = Rule(
    "VC602", "console-target-type", .error, needs: [.readingIssues, .rareConsoles],
    "The target type of a console is unknown or unsupported on this machine.",
    rationale: """
      Under QEMU, a console is a virtio device or mirrors the first serial port; `sclp` and `sclplm` are consoles of
      s390x machines. `hvc` is the name that Linux guests use for virtio consoles. The types xen, uml, lxc and openvz
      belong to other hypervisors.
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainChrDefParseTargetXML"),
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDefConsole"),
    ],
    good: [
      Example("<console type='pty'><target type='virtio'/></console>"),
      Example(
        "<console type='pty'><target type='sclp'/></console>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
    ],
    bad: [
      Example(
        "<console type='pty'><target type='⟦hvc⟧'/></console>",
        fixed: "<console type='pty'><target type='virtio'/></console>"),
      Example("<console type='pty'><target type='⟦xen⟧'/></console>"),
      Example("<console type='pty'><target type='⟦sclp⟧'/></console>"),
    ]
  ) { context, findings in
    for console in context.domain.consoles {
      guard let target = console.target, let (type, refusal) = context.refusal(ofTargetOf: console) else { continue }
      findings.add(
        at: context.range(of: .type, in: target.sourceNode), "QEMU has no console of type '\(type)' on this machine",
        help: "set type='virtio' or, for the first console, type='serial'", refusal: refusal,
        fixes: context.correcting(targetType: type, of: console))
    }
  }

  static let consoleBackendMismatch = Rule(
    "VC603", "console-backend-mismatch", .warning,
    "The first console and the serial port it mirrors have different backends.",
    rationale: """
      A console of target type serial is a second description of the first serial port, for programs that look for
      consoles. libvirt uses the source of the <serial> and ignores that of the <console>. A pty console without a
      source is not reported, because libvirt adds one itself.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainDefAddConsoleCompat")],
    good: [
      Example("<serial type='pty'/>\n<console type='pty'><target type='serial'/></console>"),
      Example("<serial type='file'><source path='/var/log/a'/></serial>\n<console type='pty'/>"),
      Example(
        "<serial type='pty'/>\n<console type='file'><source path='/var/log/a'/><target type='virtio'/></console>"),
    ],
    bad: [
      Example(
        "<serial type='pty'/>\n<console type='⟦file⟧'><source path='/var/log/a'/><target type='serial'/></console>")
    ]
  ) { context, findings in
    guard let view = context.characterDevices.first(where: \.isView), let serial = context.domain.serials.first,
      !view.source.means(serial.source), view.source != .pty(PathSource())
    else { return }
    findings.add(
      at: context.range(of: .type, in: view.sourceNode),
      "libvirt ignores the \(view.source.type == serial.source.type ? "<source>" : "type '\(view.source.type)'") of this "
        + "console, because it mirrors the first serial port, which is of type '\(serial.source.type)'",
      help: "set the source on <serial>, or use <target type='virtio'/> for a separate console",
      notes: [Diagnostic.Note("the serial port", at: context.range(of: .type, in: serial.sourceNode))])
  }

  static let virtioConsoleNeedsGuest = Rule(
    "VC604", "virtio-console-needs-guest", .note,
    optIn: "whether the guest opens the console cannot be seen in the XML",
    "A virtio console stays silent until the guest opens it.",
    rationale: """
      Firmware and boot loaders do not support virtio consoles. Linux needs console=hvc0 on its command line for
      kernel messages, and a getty on hvc0 for logins, which systemd starts automatically.
      """,
    sources: [.page("https://docs.kernel.org/admin-guide/serial-console.html", "Linux serial console")],
    good: [Example("<console type='pty'><target type='serial'/></console>")],
    bad: [Example("<console type='pty'><target type='⟦virtio⟧'/></console>")]
  ) { context, findings in
    for console in context.domain.consoles where console.isVirtio {
      findings.add(
        at: context.placeOfTargetType(of: console), "a virtio console is silent until the guest uses it",
        help: "boot Linux with console=hvc0")
    }
  }

  static let consoleAddress = Rule(
    "VC605", "console-address-on-serial", .error,
    "A serial console has a virtio-serial address.",
    rationale: """
      Without a <serial>, libvirt derives a serial port from the first console, including its address. A serial port
      cannot use a virtio-serial port: libvirt looks for a controller that it did not add, or refuses the address
      type. On PCs a serial port has an ISA address; on s390x and virt machines it has no address.
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainDefAddConsoleCompat"),
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainChrTargetDef"),
    ],
    good: [
      Example(
        "<console type='pty'><target type='virtio'/><address type='virtio-serial' controller='0' bus='0' port='1'/></console>"
      ),
      Example("<console type='pty'><target type='serial'/><address type='isa' iobase='0x3f8' irq='0x4'/></console>"),
      Example(
        "<serial type='pty'/>\n<console type='pty'><target type='serial'/><address type='virtio-serial'/></console>"),
    ],
    bad: [
      Example(
        """
        <console type='pty'>
          <target type='serial'/>
          <address type='⟦virtio-serial⟧' controller='0' bus='0' port='1'/>
        </console>
        """,
        fixed: """
          <console type='pty'>
            <target type='serial'/>
          </console>
          """),
      Example(
        """
        <console type='pty'>
          <target type='serial'/>
          <address type='⟦usb⟧' bus='0' port='1'/>
        </console>
        """,
        fixed: """
          <console type='pty'>
            <target type='serial'/>
          </console>
          """),
      Example(
        """
        <console type='pty'>
          <target type='serial'/>
          <address type='⟦pci⟧' slot='9'/>
        </console>
        """,
        fixed: """
          <console type='pty'>
            <target type='serial'/>
          </console>
          """, in: .devices(machine: "virt", architecture: "aarch64")),
    ]
  ) { context, findings in
    lazy var indices = Set(context.resolved.controllers.map(\.index))
    for console in context.domain.consoles {
      guard let address = console.address,
        let refusal = context.refusal(of: address, on: console, controllers: indices)
      else { continue }
      findings.add(
        at: context.range(of: .type, in: address.sourceNode),
        "a \(console.target?.type?.rawValue ?? "serial") console cannot have \("\(address.type)".withArticle) address",
        help: "remove the <address>, or use <target type='virtio'/>", refusal: refusal,
        fixes: [context.removal("remove the <address>", of: address.sourceNode)])
    }
  }

  static let duplicateSCLPConsole = Rule(
    "VC606", "duplicate-sclp-console", .error,
    "Two SCLP consoles are of the same kind.",
    rationale: """
      The machine has one full-screen (sclp) and one line-mode (sclplm) operator console. A serial port of an s390x
      machine, and thus a console without a target type, is the full-screen one.
      """,
    sources: [.qemu("hw/char/sclpconsole.c", "console_init")],
    good: [
      Example(
        "<console type='pty'><target type='sclp'/></console>\n<console type='pty'><target type='sclplm'/></console>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x"))
    ],
    bad: [
      Example(
        "<console type='pty'/>\n<console type='pty'><target type='⟦sclp⟧'/></console>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
      Example(
        "<serial type='pty'/>\n<⟦serial⟧ type='pty'/>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
    ]
  ) { context, findings in
    guard context.isS390 else { return }
    var told: Set<ConsoleTarget.Kind> = []
    for (kind, place, isSerial) in context.sclpConsoles where !told.insert(kind).inserted {
      let name = kind == .sclp ? "VT220" : "line-mode"
      findings.add(
        at: place, "the domain already has a \(name) operator console; the machine supports one",
        help: isSerial
          ? "remove the <serial>, or replace it with a <console> that has <target type='virtio'/>"
          : "use <target type='virtio'/>",
        refusal: Refusal(by: .qemu, "Multiple \(name) operator consoles are not supported"))
    }
  }
}

extension RuleContext {
  /// Nil for a target type that another rule words.
  func secondSerialConsole(at node: ElementNode?) -> FindingWording? {
    guard let console = domain.console(at: node), badTargetType(of: console) == nil else { return nil }
    return FindingWording(
      .secondConsoleNotVirtio, at: placeOfTargetType(of: console), "only the first console can have a serial target",
      help: "use <target type='virtio'/>", refusal: .unsupported("Only the first console can be a serial port"),
      fixes: [fix("make it a virtio console", console) { $0.makeVirtio() }])
  }
}
