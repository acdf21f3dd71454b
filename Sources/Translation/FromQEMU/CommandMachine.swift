internal import CommandText
public import QEMUOptions
internal import XMLTree

/// The machine of a command line, in libvirt's terms.
public struct CommandMachine: Hashable, Sendable {
  /// The architecture of the guest, such as `x86_64`.
  public let architecture: String
  /// The machine type, such as `q35`; nil if QEMU chooses it.
  public let machine: String?
  /// The other architectures that have a machine of this type, if neither the program nor anything else names the architecture.
  public let otherArchitectures: [String]
  /// Whether the command line requests KVM; otherwise, QEMU emulates the processor.
  public let usesKVM: Bool

  /// The machine of a command line.
  public init(_ commandLine: QEMUCommandLine) {
    let machine = commandLine.options.last { $0.flag == .machine && $0["type"] != nil }?["type"]?.value.word
    self.machine = machine.flatMap { ["help", "?"].contains($0) ? nil : Self.withoutProxmoxRevision($0) }
    let named = Self.architecture(of: commandLine.program)
    architecture = named ?? Self.architecture(ofMachine: self.machine ?? "")
    otherArchitectures = named == nil ? Self.others(withMachine: self.machine ?? "") : []
    let accelerators =
      commandLine.options.filter { $0.flag == .machine }.compactMap { $0["accel"]?.value.word }
      + commandLine.foreignOptions.filter { $0.name == "accel" }.compactMap { $0.value?.text }
    usesKVM =
      accelerators.contains { $0.hasPrefix("kvm") || $0.hasPrefix("accel=kvm") }
      || commandLine.foreignOptions.contains { $0.name == "enable-kvm" }
      || ["kvm", "qemu-kvm"].contains(commandLine.program?.lastPathPart)
  }

  /// The machine without the revision that QEMU of Proxmox VE appends, as in `pc-i440fx-9.0+pve1`, and other builds do not know.
  private static func withoutProxmoxRevision(_ machine: String) -> String {
    guard let plus = machine.lastIndex(of: "+"), machine[plus...].hasPrefix("+pve") else { return machine }
    return String(machine[..<plus])
  }

  /// The architecture in the name of a program; nil for names such as `kvm`.
  ///
  /// Source: libvirt `virArchFromString` and `virQEMUCapsGetDefaultEmulator`.
  private static func architecture(of program: CommandLineArgument?) -> String? {
    let prefix = "qemu-system-"
    guard var word = program?.lastPathPart, word.hasPrefix(prefix) else { return nil }
    word = String(word.dropFirst(prefix.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    return ["i386": "i686", "arm": "armv7l", "amd64": "x86_64"][word] ?? (word.isEmpty ? nil : word)
  }

  /// Whether libvirt knows no PCI bus of the machine, so it has no address for the USB controller and the memory balloon that it adds.
  var hasNoPCI: Bool { ["x86_64", "i686"].contains(architecture) && ["microvm", "isapc"].contains(machine) }

  /// What keeps libvirt from adding devices that have no address on the machine.
  var omissions: [NewElement] {
    guard hasNoPCI else { return [] }
    return [
      NewElement("controller", ["type": "usb", "model": "none"]), NewElement("memballoon", ["model": "none"]),
    ]
  }

  /// The architecture that has a machine type, where the program is not named; of several, the most common.
  private static func architecture(ofMachine type: String) -> String {
    machines.first { $0.prefixes.contains { type == $0 || type.hasPrefix("\($0)-") } }?.architecture ?? "x86_64"
  }

  /// The architectures that have a machine type besides the most common.
  private static func others(withMachine type: String) -> [String] {
    ambiguous.first { type == $0.machine || type.hasPrefix("\($0.machine)-") }?.others ?? []
  }

  private static let ambiguous: [(machine: String, others: [String])] = [
    ("virt", ["armv7l", "riscv64", "loongarch64", "m68k"]), ("vexpress", ["armv7l"]), ("mac99", ["ppc64"]),
    ("g3beige", ["ppc64"]), ("spike", ["riscv32"]), ("sifive_u", ["riscv32"]),
  ]

  private static let machines: [(architecture: String, prefixes: [String])] = [
    ("aarch64", ["virt", "sbsa", "vexpress", "raspi3b", "raspi4b"]), ("s390x", ["s390-ccw"]),
    ("ppc64", ["pseries", "powernv"]), ("ppc", ["mac99", "g3beige"]), ("riscv64", ["spike", "sifive_u"]),
  ]
}

extension CommandLineArgument {
  fileprivate var lastPathPart: String { String(text.split(separator: "/").last ?? "") }
}
