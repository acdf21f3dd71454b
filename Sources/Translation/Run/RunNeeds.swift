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

  /// The machine, and nothing that QEMU would add of itself.
  var machine: [String] {
    let accelerators = domain.domain.header.type == "qemu" ? "-accel tcg" : "-accel kvm -accel tcg"
    let processor = domain.machine.architecture == "aarch64" ? ["-cpu max"] : []
    return ["-nodefaults -no-user-config", "-machine \(ShellWords.quoted(domain.machine.type)) \(accelerators)"]
      + processor
      + ["-m 512", display]
  }

  /// What spice, the agents and forwards need.
  func extras(_ spelling: Spelling) -> [String] {
    var extras = networkCards.map { ArgumentsFormat.shell.text($0, spelling) }
    if uses(.spicevmc) || uses(.spiceport) {
      extras.append("-spice \(socket("unix=on,addr=", "spice.sock")),disable-ticketing=on")
    }
    if uses(.qemuVdagent) { extras.append("-vnc \(socket("unix:", "vnc.sock"))") }
    return extras
  }

  /// QEMU makes a D-Bus object path of a chardev's id, and falls over one with a dash.
  private var display: String {
    let ids = ids(.dbus)
    return ids.isEmpty || ids.contains { $0.contains("-") } ? "-display none" : "-display dbus,p2p=yes"
  }

  /// A network card for each forward, in the syntax of the other devices, because QEMU creates devices written as
  /// key=value before those in JSON.
  private var networkCards: [QEMUOption] {
    let driver = domain.machine.family == .s390CCW ? "virtio-net-ccw" : "virtio-net-pci"
    return domain.channels.filter(\.isForward).map { channel in
      QEMUOption(.device, [OptionProperty("driver", .string(driver)), OptionProperty("netdev", .string(channel.id))])
    }
  }

  private func socket(_ prefix: String, _ name: String) -> String {
    ShellWords.quoted(prefix + folder.path(name).doublingCommas)
  }

  private func uses(_ kind: ChardevSource.Kind) -> Bool { !ids(kind).isEmpty }

  /// The channels and virtio consoles with such a source.
  private func ids(_ kind: ChardevSource.Kind) -> [String] {
    let consoles = domain.consoles.filter { $0.console.isVirtio && $0.console.source.kind == kind }
    return domain.channels.filter { $0.source.kind == kind }.map(\.id) + consoles.map(\.id)
  }
}

extension ResolvedChannel {
  fileprivate var isForward: Bool {
    if case .guestfwd? = channel.target?.kind { true } else { false }
  }
}
