internal import DomainModel
internal import QEMUOptions
public import Resolution

/// A shell script that starts QEMU with the controllers, channels and consoles of a domain, and with everything that they need: the
/// machine, the PCI buses above them, a display for the agents, and a network card for forwards.
public struct RunScript: Sendable {
  /// The script.
  public let text: String

  /// Writes a script.
  /// - Parameter folder: The directory for sockets, logs, files and pipes; `/tmp/NAME` by default.
  public init(_ domain: ResolvedDomain, _ spelling: Spelling, folder: String? = nil) {
    let name = domain.domain.header.name ?? "vm"
    let folder = RunFolder(folder ?? "/tmp/\(Self.directoryName(name))")
    var writer = OptionWriter(domain, spelling.versions, in: folder)
    for controller in domain.controllers { writer.add(controller) }
    for channel in domain.channels { writer.add(channel) }
    for console in domain.consoles where console.console.isVirtio { writer.add(console) }
    let needs = RunNeeds(domain, folder)
    let head = Self.head(name, spelling.versions, writer.folder ?? folder)
    let options =
      needs.machine + PCIRoutes(domain).lines(spelling)
      + writer.options.map { ArgumentsFormat.shell.text($0, spelling) }
    let command = ["exec \(Self.program(for: domain))", "-name \(ShellWords.quoted("guest=\(name.doublingCommas)"))"]
    text = head + (command + options + needs.extras(spelling) + [#""$@""#]).joined(separator: " \\\n  ") + "\n"
  }

  /// The QEMU program for the architecture of the domain, such as `qemu-system-x86_64`.
  public static func program(for domain: ResolvedDomain) -> String {
    let architecture = domain.machine.architecture
    return "qemu-system-\(programs[architecture] ?? architecture)"
  }

  private static let programs = ["i686": "i386", "armv6l": "arm", "armv7l": "arm", "ppc64le": "ppc64"]

  /// The domain's name as that of a directory: without slashes, and not one that leads elsewhere.
  private static func directoryName(_ name: String) -> String {
    let name = name.split(separator: "/").joined(separator: "-")
    return name.hasPrefix(".") || name.isEmpty ? "vm\(name)" : name
  }

  private static func head(_ name: String, _ versions: Versions, _ folder: RunFolder) -> String {
    var lines = [
      "#!/bin/sh",
      "# QEMU with the channels of '\(name.onOneLine)', as libvirt \(versions.libvirt) configures them for QEMU \(versions.qemu).",
      "# Memory (512 MiB), processors (1), disks, network cards and all other devices are not taken from the domain.",
      "# Arguments are passed to QEMU as additional options, such as -drive file=disk.qcow2, or -m 4G -smp 2.",
      "set -eu",
      "mkdir -p \(ShellWords.quoted(folder.path))",
    ]
    lines += folder.pipes.map(ShellWords.quoted).map { "[ -p \($0) ] || mkfifo \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The string with line ends as spaces, for a comment.
  fileprivate var onOneLine: String { String(map { $0.isNewline ? " " : $0 }) }

  /// The string as a value of key=value text.
  var doublingCommas: String { split(separator: ",", omittingEmptySubsequences: false).joined(separator: ",,") }
}
