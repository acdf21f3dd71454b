internal import DomainModel

/// What a domain has that few domains have, and without which some rules cannot find anything.
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

  /// The features of which a rule needs one. Most rules need none: each is checked in every domain.
  ///
  /// Checking a rule that finds nothing costs little, but in a run over many domains that is half of the time.
  static let needed: [String: DomainFeatures] = {
    let rules: [(DomainFeatures, [String])] = [
      (.readingIssues, ["VC103", "VC108", "VC110", "VC117", "VC118", "VC119", "VC205", "VC301"]),
      (.endpoints, ["VC125", "VC313", "VC314", "VC321", "VC322", "VC326"]),
      (
        .paths,
        ["VC115", "VC302", "VC305", "VC306", "VC307", "VC308", "VC309", "VC310", "VC311", "VC320", "VC325", "VC330"]
      ),
      (.rareSources, ["VC316", "VC317", "VC324", "VC412", "VC413"]),
      (.guestForwarding, ["VC408", "VC409"]),
      (.extraArguments, ["VC247"]),
    ]
    return Dictionary(uniqueKeysWithValues: rules.flatMap { features, codes in codes.map { ($0, features) } })
  }()
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

extension Rule {
  /// The codes of the rules that are not checked in every domain.
  package static var codesThatNeedFeatures: [String] { DomainFeatures.needed.keys.sorted() }
}
