internal import DomainModel
internal import Resolution
internal import SourceText

/// A serial port, channel, console or another device with a character device behind it, as the rules about what is behind it see it.
/// A class, as many rules go over all of them.
final class CharacterDevice: Sendable {
  enum Device: Sendable {
    case serial(SerialPort)
    case channel(Channel)
    case console(Console)
    case other(OtherChardev)
  }

  let device: Device
  /// The element.
  let sourceNode: SourceNode
  /// The source as written.
  let source: ChardevSource
  /// The source as QEMU gets it: with the path that libvirt makes, without the one that it drops.
  let effectiveSource: ChardevSource
  /// Whether it is a console that only shows the first serial port: libvirt reads its source, and takes the port's.
  let isView: Bool

  private init(_ device: Device, effectiveSource: ChardevSource, isView: Bool = false) {
    self.device = device
    (sourceNode, source) =
      switch device {
      case .serial(let serial): (serial.sourceNode, serial.source)
      case .channel(let channel): (channel.sourceNode, channel.source)
      case .console(let console): (console.sourceNode, console.source)
      case .other(let other): (other.element.sourceNode, other.source)
      }
    self.effectiveSource = effectiveSource
    self.isView = isView
  }

  /// Those of a domain, in the order of the command line.
  static func all(of resolved: ResolvedDomain) -> [CharacterDevice] {
    let domain = resolved.domain
    let hasView = domain.firstConsoleIsView
    var devices: [CharacterDevice] = []
    devices.reserveCapacity(domain.serials.count + domain.channels.count + domain.consoles.count)
    for index in domain.serials.indices {
      let source = domain.serials[index].source
      devices.append(CharacterDevice(.serial(domain.serials[index]), effectiveSource: source))
    }
    for index in domain.channels.indices {
      let source = resolved.channels[index].source
      devices.append(CharacterDevice(.channel(domain.channels[index]), effectiveSource: source))
    }
    for index in domain.consoles.indices {
      let (source, isView) = (domain.consoles[index].source, index == 0 && hasView)
      devices.append(CharacterDevice(.console(domain.consoles[index]), effectiveSource: source, isView: isView))
    }
    for other in domain.otherChardevs { devices.append(CharacterDevice(.other(other), effectiveSource: other.source)) }
    return devices
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
  /// The file that records what passes.
  var log: ChardevLog? {
    switch device {
    case .serial(let serial): serial.log
    case .channel(let channel): channel.log
    case .console(let console): console.log
    case .other(let other): other.log
    }
  }

  /// The channel, when it is one.
  var channel: Channel? {
    if case .channel(let channel) = device { channel } else { nil }
  }

  /// What it is called in a sentence, behind "the".
  var title: String {
    switch device {
    case .serial: "serial port"
    case .channel(let channel): channel.name.map { "channel '\($0)'" } ?? "channel"
    case .console: "console"
    case .other(let other): other.kind.title
    }
  }

  /// Whether libvirt makes a socket for it when it states no path.
  var canHaveGeneratedPath: Bool {
    if case .channel(let channel) = device { channel.isVirtio } else { false }
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
