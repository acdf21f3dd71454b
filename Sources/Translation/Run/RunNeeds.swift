internal import DomainModel
internal import QEMUOptions
internal import Resolution

/// What QEMU needs around the options of channels to start, and to be of use.
struct RunNeeds {
  private let domain: ResolvedDomain
  private let folder: RunFolder

  init(_ domain: ResolvedDomain, _ folder: RunFolder) {
    self.domain = domain
    self.folder = folder
  }

  /// The program.
  var program: String { "qemu-system-\(Self.programs[domain.machine.architecture] ?? domain.machine.architecture)" }

  /// The machine, and nothing that QEMU would add of itself.
  var machine: [String] {
    let accelerators = domain.domain.header.type == "qemu" ? "-accel tcg" : "-accel kvm -accel tcg"
    let processor = domain.machine.architecture == "aarch64" ? ["-cpu max"] : []
    return ["-nodefaults -no-user-config", "-machine \(ShellWords.quoted(domain.machine.type)) \(accelerators)"]
      + processor
      + ["-m 512", display]
  }

  /// What spice, the agents and forwards need.
  var extras: [String] {
    var extras: [String] = []
    if uses(.spicevmc) || uses(.spiceport) {
      extras.append("-spice \(socket("unix=on,addr=", "spice.sock")),disable-ticketing=on")
    }
    if uses(.qemuVdagent) { extras.append("-vnc \(socket("unix:", "vnc.sock"))") }
    return extras + networkCards
  }

  private var display: String { uses(.dbus) ? "-display dbus,p2p=yes" : "-display none" }

  private var networkCards: [String] {
    let card = domain.machine.family == .s390CCW ? "virtio-net-ccw" : "virtio-net-pci"
    return domain.channels.filter(\.isForward).map { "-device \(card),netdev=\(ShellWords.quoted($0.id))" }
  }

  private func socket(_ prefix: String, _ name: String) -> String {
    ShellWords.quoted(prefix + folder.path(name).doublingCommas)
  }

  private func uses(_ kind: ChardevSource.Kind) -> Bool {
    domain.channels.contains { $0.source.kind == kind }
      || domain.consoles.contains { $0.console.isVirtio && $0.console.source.kind == kind }
  }

  private static let programs = [
    "i686": "i386", "armv6l": "arm", "armv7l": "arm", "ppc64le": "ppc64",
  ]
}

extension ResolvedChannel {
  fileprivate var isForward: Bool {
    if case .guestfwd? = channel.target?.kind { true } else { false }
  }
}
