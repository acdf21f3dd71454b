internal import DomainModel

/// What a domain has that few domains have, and without which some rules cannot find anything.
///
/// Checking a rule that finds nothing costs little, but in a run over many domains that is half of the time.
struct DomainFeatures: OptionSet {
  let rawValue: UInt8

  /// Something that reading noticed: a bad, missing or unknown value or name, or a domain that libvirt ignores.
  static let readingIssues = DomainFeatures(rawValue: 1 << 0)
  /// A tcp or udp source.
  static let endpoints = DomainFeatures(rawValue: 1 << 1)
  /// The path of a socket, file, device or pipe, or a log.
  static let paths = DomainFeatures(rawValue: 1 << 2)
  /// A source other than a unix socket, spicevmc and a pty without a path.
  static let rareSources = DomainFeatures(rawValue: 1 << 3)
  /// A channel that forwards an address of the guest.
  static let guestForwarding = DomainFeatures(rawValue: 1 << 4)
  /// QEMU arguments beside the devices.
  static let extraArguments = DomainFeatures(rawValue: 1 << 5)
  /// A console with a target type other than serial and virtio.
  static let rareConsoles = DomainFeatures(rawValue: 1 << 6)
}

extension DomainFeatures {
  init(_ devices: [CharacterDevice], in domain: Domain, hasArguments: Bool) {
    self = hasArguments ? .extraArguments : []
    if !domain.issues.isEmpty || !domain.ignoredDomains.isEmpty { insert(.readingIssues) }
    for device in devices {
      insert(source: device.source)
      if device.log != nil { insert(.paths) }
    }
    for channel in domain.channels {
      if case .guestfwd? = channel.target?.kind { insert(.guestForwarding) }
    }
    for console in domain.consoles {
      switch console.target?.type {
      case nil, .serial, .virtio, .unspecified: break
      case .sclp, .sclplm, .xen, .uml, .lxc, .openvz: insert(.rareConsoles)
      }
    }
  }

  private mutating func insert(source: ChardevSource) {
    switch source {
    case .unix(let socket): if socket.path != nil { insert(.paths) }
    case .pty(let source): if source.path != nil { insert(.rareSources) }
    case .spicevmc: break
    case .tcp, .udp: formUnion([.endpoints, .rareSources])
    case .file, .dev, .pipe: formUnion([.paths, .rareSources])
    case .null, .vc, .stdio, .spiceport, .nmdm, .qemuVdagent, .dbus, .other: insert(.rareSources)
    }
  }
}
