internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What the domain says of its machine.
extension Rule {
  static let machines = [unknownMachine, unavailableMachine]

  static let unknownMachine = Rule(
    "VC131", "unknown-machine", .error,
    "The machine type is unknown.",
    rationale: """
      libvirt asks the emulator for its machine types and refuses any other. With an unknown machine type,
      virt-channel does not check anything that depends on the machine, such as PCI slots. Versioned types
      (pc-q35-9.2) and those of distributions (pc-i440fx-noble) are assumed to exist.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDef")],
    good: [
      Example(
        "<domain type='kvm'><os><type arch='x86_64' machine='pc-q35-9.2'>hvm</type></os><devices/></domain>", in: .file),
      Example(
        "<domain type='kvm'><os><type arch='x86_64' machine='{{ machine }}'>hvm</type></os><devices/></domain>",
        in: .file),
      Example(
        "<domain type='kvm'><os><type arch='x86_64' machine='MACHINE'>hvm</type></os><devices/></domain>", in: .file),
    ],
    bad: [
      Example(
        "<domain type='kvm'><os><type arch='x86_64' machine='⟦pc-q42-foo⟧'>hvm</type></os><devices/></domain>",
        in: .file)
    ],
    .text { document, findings in
      guard let node = DomainHeader.node(in: document),
        DomainDriver(type: document.value(Name.type, of: node)) == .qemu,
        let attribute = document.unknownMachine(of: node)
      else { return }
      let machine = document.value(of: attribute)
      // What a script replaces, as in machine='MACHINE'.
      guard machine != Name.machine.text.uppercased() else { return }
      let architecture = document.architecture(of: node) ?? "x86_64"
      findings.add(
        at: machine.isEmpty ? document.nameRange(of: attribute) : document.valueRange(of: attribute),
        "unknown machine type '\(machine)'", help: "use \(MachineNames.usual(architecture))",
        refusal: .unsupported(
          "Emulator '/usr/bin/qemu-system-\(architecture)' does not support machine type '\(machine)'"))
    })

  static let unavailableMachine = Rule(
    "VC132", "unavailable-machine", .error,
    "The specified QEMU does not have the machine type.",
    rationale: """
      Every QEMU release adds a machine type to each family and removes old ones; since 10.1, those that are more than
      six years old. libvirt refuses a domain whose machine type its emulator does not have. The rule is checked only
      if the QEMU version is specified (by `--qemu`, a distribution or a host), and only for versioned machine types
      such as pc-q35-9.2; those of distributions (pc-q35-noble) are assumed to exist.
      """,
    sources: [
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDef"),
      .qemu("include/hw/boards.h", "MACHINE_VER_DELETION"),
    ],
    good: [
      Example(machine("pc-q35-4.2"), in: .file),
      Example(machine("pc-q35-4.2"), in: .file, with: Versions(libvirt: Version(11, 3), qemu: Version(10, 0))),
      Example(machine("pc-q35-9.2+pve1"), in: .file, with: .bookworm, onPage: false),
      Example(machine("pc-i440fx-noble"), in: .file, with: .bookworm, onPage: false),
      Example(machine("pc-q35-99.0"), in: .file, with: Versions(libvirt: Version(12, 8), qemu: Version(99))),
    ],
    bad: [
      Example(machine("⟦pc-q35-9.2⟧"), in: .file, with: .bookworm),
      Example(machine("⟦pc-q35-4.2⟧"), in: .file, with: Versions(libvirt: Version(12, 8), qemu: Version(11, 1, 3))),
      Example(machine("⟦pc-1.3⟧"), in: .file, with: .bookworm, onPage: false),
      Example(
        machine("⟦pseries-2.12⟧", "ppc64"), in: .file, with: Versions(libvirt: Version(11, 3), qemu: Version(10, 0)),
        onPage: false),
      Example(
        machine("⟦s390-ccw-virtio-2.8⟧", "s390x"), in: .file,
        with: Versions(libvirt: Version(11, 3), qemu: Version(10, 0)),
        onPage: false),
      Example(machine("⟦virt-8.0⟧", "aarch64"), in: .file, with: .bookworm, onPage: false),
    ]
  ) { context, findings in
    let (versions, header) = (context.versions, context.domain.header)
    guard versions.statesQEMU, let node = header.node, let type = context.document.osType(of: node),
      let attribute = context.document.attribute(Name.machine.xml, of: type)
    else { return }
    let (machine, architecture) = (context.document.value(of: attribute), header.architecture ?? "x86_64")
    guard let (releases, version) = MachineReleases.of(machine, on: architecture, in: versions.qemu),
      !releases.contains(version)
    else { return }
    findings.add(
      at: context.document.valueRange(of: attribute), "QEMU \(versions.qemu) does not have machine type '\(machine)'",
      help: releases.help,
      refusal: .unsupported(
        "Emulator '/usr/bin/qemu-system-\(architecture)' does not support machine type '\(machine)'"))
  }

  private static func machine(_ type: String, _ architecture: String = "x86_64") -> String {
    "<domain type='kvm'><os><type arch='\(architecture)' machine='\(type)'>hvm</type></os><devices/></domain>"
  }
}

extension Domain {
  /// The attribute that names a machine that no emulator has.
  var unknownMachine: XMLAttribute? { header.node.flatMap { document.unknownMachine(of: $0) } }
}

extension ParsedXML {
  fileprivate func osType(of domain: ElementNode) -> ElementNode? {
    child(Name.os.xml, of: domain).flatMap { child(Name.type.xml, of: $0) }
  }

  fileprivate func architecture(of domain: ElementNode) -> String? {
    osType(of: domain).flatMap { value(.arch, of: $0) }
  }

  fileprivate func unknownMachine(of domain: ElementNode) -> XMLAttribute? {
    guard let type = osType(of: domain), let attribute = attribute(Name.machine.xml, of: type) else { return nil }
    let machine = value(of: attribute)
    guard !MachineNames.mayExist(machine, on: architecture(of: domain)) else { return nil }
    return TemplateMarker.occurs(in: machine) ? nil : attribute
  }
}

/// The machine types that QEMU has had, from 2.0 to 11.1, on the architectures that have few.
private enum MachineNames {
  static func usual(_ architecture: String) -> String {
    isX86(architecture) ? "machine='q35' or machine='pc'" : "machine='s390-ccw-virtio'"
  }

  /// Whether an architecture can have a machine type. Without an architecture, the host's applies, so only PC machine
  /// types can be checked.
  static func mayExist(_ machine: String, on architecture: String?) -> Bool {
    if architecture.map(isX86) ?? machine.hasPrefix("pc") {
      return x86Families.contains { machine.begins(with: $0) } || x86.contains(machine)
    }
    if architecture == "s390x" { return machine == "none" || machine.hasPrefix("s390-") }
    return true
  }

  private static func isX86(_ architecture: String) -> Bool { ["i686", "x86_64"].contains(architecture) }

  private static let x86 = [
    "pc", "q35", "isapc", "microvm", "none", "xenfv", "xenpv", "xenpvh", "x-remote", "nitro", "ubuntu",
  ]

  private static let x86Families = ["pc-i440fx-", "pc-q35-", "pc-0.", "pc-1.", "rhel", "xenfv-", "ubuntu-", "nitro-"]
}
