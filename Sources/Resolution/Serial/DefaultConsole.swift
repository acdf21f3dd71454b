public import DomainModel

/// The device that `virsh console` opens when no other is named (`qemuDomainOpenConsole`).
public enum DefaultConsole: Hashable, Sendable {
  /// A serial port; libvirt's messages call it by the alias of the console that shows it.
  case serial(ResolvedSerial, alias: String)
  /// A console that is a device of its own.
  case console(ResolvedConsole)

  /// The name that libvirt's messages have for it.
  public var alias: String {
    switch self {
    case .serial(_, let alias): alias
    case .console(let console): console.id
    }
  }

  /// The name of the device itself, as `virsh console --devname` takes it.
  public var device: String {
    switch self {
    case .serial(let serial, _): serial.id
    case .console(let console): console.id
    }
  }

  /// What is behind it.
  public var source: ChardevSource {
    switch self {
    case .serial(let serial, _): serial.source
    case .console(let console): console.console.source
    }
  }

  /// Whether `virsh console` works with it: a pseudoterminal alone does.
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
