public import DomainModel

/// The device that `virsh console` opens without `--devname` (`qemuDomainOpenConsole`).
public enum DefaultConsole: Hashable, Sendable {
  /// A serial port. The messages of libvirt contain the alias of the console that mirrors it.
  case serial(ResolvedSerial, alias: String)
  /// A console that is a separate device.
  case console(ResolvedConsole)

  /// The alias in the messages of libvirt.
  public var alias: String {
    switch self {
    case .serial(_, let alias): alias
    case .console(let console): console.id
    }
  }

  /// The alias of the device, for `virsh console --devname`.
  public var device: String {
    switch self {
    case .serial(let serial, _): serial.id
    case .console(let console): console.id
    }
  }

  /// The host side of the device.
  public var source: ChardevSource {
    switch self {
    case .serial(let serial, _): serial.source
    case .console(let console): console.console.source
    }
  }

  /// Whether `virsh console` can open it, which requires a pseudoterminal.
  public var works: Bool { source.kind == .pty }
}

extension ResolvedDomain {
  /// The device that `virsh console` opens by default; nil if there is none.
  public var defaultConsole: DefaultConsole? {
    let serials = serials
    if let serial = serials.first, domain.startsWithSerialConsole || domain.consolesBefore > 0 {
      let shown = domain.startsWithSerialConsole ? domain.consoles.first?.alias?.kept : nil
      return .serial(serial, alias: shown ?? "console0")
    }
    if let console = consoles.first { return .console(console) }
    return serials.first.map { .serial($0, alias: $0.id) }
  }
}
