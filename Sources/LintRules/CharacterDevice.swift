internal import DomainModel
internal import Resolution
internal import SourceText

/// A serial port, channel, console or another device with a character device behind it, as the rules about what is behind it see it.
/// It refers to the domain, as copies of all devices would take longer to make than most rules take.
struct CharacterDevice: Sendable {
  enum Device: Sendable {
    case serial(SerialPort)
    case channel(Channel)
    case console(Console)
    case other(OtherChardev)
  }

  /// Which device of the domain it is: its number among those of its kind.
  private enum Place: Sendable {
    case serial(Int)
    case channel(Int)
    case console(Int)
    indirect case other(OtherChardev)
  }

  private let resolved: ResolvedDomain
  private let place: Place
  /// The element.
  let sourceNode: SourceNode
  /// Whether it is a console that only shows the first serial port: libvirt reads its source, and takes the port's.
  let isView: Bool

  private init(_ place: Place, of resolved: ResolvedDomain, isView: Bool = false) {
    self.place = place
    self.resolved = resolved
    self.isView = isView
    sourceNode =
      switch place {
      case .serial(let index): resolved.domain.serials[index].sourceNode
      case .channel(let index): resolved.domain.channels[index].sourceNode
      case .console(let index): resolved.domain.consoles[index].sourceNode
      case .other(let other): other.element.sourceNode
      }
  }

  /// Those of a domain, in the order of the command line.
  static func all(of resolved: ResolvedDomain) -> [CharacterDevice] {
    let domain = resolved.domain
    let hasView = domain.firstConsoleIsView
    var devices: [CharacterDevice] = []
    devices.reserveCapacity(domain.serials.count + domain.channels.count + domain.consoles.count)
    for index in domain.serials.indices { devices.append(CharacterDevice(.serial(index), of: resolved)) }
    for index in domain.channels.indices { devices.append(CharacterDevice(.channel(index), of: resolved)) }
    for index in domain.consoles.indices {
      devices.append(CharacterDevice(.console(index), of: resolved, isView: index == 0 && hasView))
    }
    for other in domain.otherChardevs { devices.append(CharacterDevice(.other(other), of: resolved)) }
    return devices
  }

  /// The device as written.
  var device: Device {
    switch place {
    case .serial(let index): .serial(resolved.domain.serials[index])
    case .channel(let index): .channel(resolved.domain.channels[index])
    case .console(let index): .console(resolved.domain.consoles[index])
    case .other(let other): .other(other)
    }
  }

  /// The source as written.
  var source: ChardevSource {
    switch place {
    case .serial(let index): resolved.domain.serials[index].source
    case .channel(let index): resolved.domain.channels[index].source
    case .console(let index): resolved.domain.consoles[index].source
    case .other(let other): other.source
    }
  }

  /// The source as QEMU gets it: with the path that libvirt makes, without the one that it drops.
  var effectiveSource: ChardevSource {
    if case .channel(let index) = place { resolved.channels[index].source } else { source }
  }

  /// The file that records what passes.
  var log: ChardevLog? {
    switch place {
    case .serial(let index): resolved.domain.serials[index].log
    case .channel(let index): resolved.domain.channels[index].log
    case .console(let index): resolved.domain.consoles[index].log
    case .other(let other): other.log
    }
  }

  /// The channel, when it is one.
  var channel: Channel? {
    if case .channel(let index) = place { resolved.domain.channels[index] } else { nil }
  }

  /// Whether libvirt makes a socket for it when it states no path.
  var canHaveGeneratedPath: Bool {
    if case .channel(let index) = place { resolved.domain.channels[index].isVirtio } else { false }
  }
}

extension [CharacterDevice] {
  /// Those whose source QEMU gets.
  var backed: [CharacterDevice] {
    guard let view = firstIndex(where: \.isView) else { return self }
    var devices = self
    devices.remove(at: view)
    return devices
  }
}

extension Domain {
  /// Whether the first console only shows the first serial port.
  var firstConsoleIsView: Bool { consoles.first?.isSerial ?? false && !serials.isEmpty }
}

extension CharacterDevice {
  /// What it is called in a sentence, behind "the".
  var title: String {
    switch device {
    case .serial: "serial port"
    case .channel(let channel): channel.name.map { "channel '\($0)'" } ?? "channel"
    case .console: "console"
    case .other(let other): other.kind.title
    }
  }

  /// Whether QEMU gets a socket of libvirt's making.
  var hasGeneratedPath: Bool {
    canHaveGeneratedPath && source.kind == .unix && effectiveSource.unix?.path != source.unix?.path
  }
}

extension OtherChardev.Kind {
  fileprivate var title: String {
    switch self {
    case .smartcard: "smartcard"
    case .parallel: "parallel port"
    case .redirdev: "USB redirection"
    case .rng: "entropy source"
    }
  }
}

extension RuleContext {
  /// Leaves the socket to libvirt: takes the path out of a channel's source, and the source with it when no more is in it.
  func leavingPathToLibvirt(_ device: CharacterDevice, safety: Fix.Safety = .safe) -> [Fix] {
    guard device.canHaveGeneratedPath, case .unix(var socket) = device.source else { return [] }
    let labels = socket.seclabels
    socket.path = nil
    socket.mode = nil
    socket.reconnect = nil
    let title = "remove the path, so that libvirt assigns it"
    return [fix(title, device, safety: safety) { $0 = .unix(labels.isEmpty ? UnixSource() : socket) }]
  }
}
