internal import CommandText
public import QEMUOptions

/// The machine that a command line is for, in libvirt's words.
public struct CommandMachine: Hashable, Sendable {
  /// The architecture of the guest, such as `x86_64`.
  public let architecture: String
  /// The machine type, such as `q35`; nil when QEMU chooses.
  public let machine: String?
  /// Whether KVM is asked for; QEMU emulates the processor otherwise.
  public let usesKVM: Bool

  /// The machine of a command line.
  public init(_ commandLine: QEMUCommandLine) {
    architecture = Self.architecture(of: commandLine.program)
    let machine = commandLine.options.last { $0.flag == .machine && $0["type"] != nil }?["type"]?.value.word
    self.machine = machine.flatMap { ["help", "?"].contains($0) ? nil : Self.withoutProxmoxRevision($0) }
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

  /// Source: libvirt `virArchFromString` and `virQEMUCapsGetDefaultEmulator`.
  private static func architecture(of program: CommandLineArgument?) -> String {
    let prefix = "qemu-system-"
    guard var word = program?.lastPathPart, word.hasPrefix(prefix) else { return "x86_64" }
    word = String(word.dropFirst(prefix.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    return ["i386": "i686", "arm": "armv7l", "amd64": "x86_64"][word] ?? (word.isEmpty ? "x86_64" : word)
  }
}

extension CommandLineArgument {
  fileprivate var lastPathPart: String { String(text.split(separator: "/").last ?? "") }
}
