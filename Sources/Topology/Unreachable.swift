internal import SourceText

/// The reason why no program on the host can connect to a device, according to the domain XML.
public enum Unreachable: Error, Hashable, Sendable {
  /// The domain has no virtio channel.
  case noChannel
  /// The domain has no port with this name, alias or number; `names` are those that it has.
  case noSuchChannel(String, names: [String])
  /// Several ports have this number, or no port was specified and there are several channels; `names` are their names.
  case severalChannels(names: [String])
  /// The host end is not a socket.
  case noSocket(WayIn)
  /// QEMU connects to the socket instead of listening on it.
  case outgoing(WayIn)
}

extension ChannelMap {
  /// The port with a name, alias or port number, or the only channel if `word` is nil. Throws the reason if no program on the host can
  /// connect to it.
  public func reachable(_ word: String?) throws(Unreachable) -> WayIn {
    let way: WayIn
    if let word { way = try self.way(called: word) } else { way = try onlyChannel() }
    switch (way.host.endpoint, way.host.role) {
    case (_, .connects): throw .outgoing(way)
    case (.path, .listens), (.numbered, .listens), (.tcp, .listens): return way
    default: throw .noSocket(way)
    }
  }

  /// The port with a name, alias or port number; the alias of a console that mirrors the first serial port means that port. Throws if
  /// there is none, or several.
  public func way(called word: String) throws(Unreachable) -> WayIn {
    let device = console?.alias == word ? console?.device : nil
    if let way = ways.first(where: { $0.name == word || $0.id == word || $0.id == device }) { return way }
    let numbered = ways.filter { $0.hasNumber(word) }
    if numbered.count > 1 { throw .severalChannels(names: numbered.compactMap(\.selector)) }
    guard let way = numbered.first else {
      // The names of channels have dots, aliases have none.
      guard ways.contains(where: { $0.kind == .channel || !word.contains(".") }) else { throw .noChannel }
      throw .noSuchChannel(word, names: ways.compactMap { $0.name ?? $0.selector })
    }
    return way
  }

  private func onlyChannel() throws(Unreachable) -> WayIn {
    let channels = ways.filter { $0.kind == .channel }
    guard let channel = channels.first else { throw .noChannel }
    guard channels.count == 1 else { throw .severalChannels(names: channels.compactMap { $0.name ?? $0.selector }) }
    return channel
  }
}

extension WayIn {
  /// What selects it besides its name: its alias, or its number where a QEMU argument gives no id; nil if it has neither.
  fileprivate var selector: String? {
    guard id == WayIn.unnamedArgument else { return id }
    return number.map { number in bus.map { "\($0):\(number)" } ?? "\(number)" }
  }

  /// Whether a number is its own: `1`, or with what it is plugged into, `virtio-serial0:1`.
  fileprivate func hasNumber(_ word: String) -> Bool {
    guard let number else { return false }
    return word == "\(number)" || bus.map { word == "\($0):\(number)" } ?? false
  }
}

extension Unreachable: CustomStringConvertible {
  /// The reason, without a full stop.
  public var description: String {
    switch self {
    case .noChannel: "the domain has no virtio channel"
    case .noSuchChannel(let word, _):
      "the domain has no \(word.contains(".") ? "channel" : "channel, console or serial port") '\(word.escapedForDisplay)'"
    case .severalChannels: "several channels are possible"
    case .noSocket(let way): "\(way.shown) is of type \(way.host.type), which has no socket to connect to"
    case .outgoing(let port):
      "QEMU connects to \((port.host.address ?? "nothing").escapedForDisplay) itself, as a client"
    }
  }

  /// The suggested action, without a full stop.
  public var help: String {
    switch self {
    case .noChannel: "add one with 'virt-channel generate channel --preset guest-agent'"
    case .noSuchChannel(let word, let names): Self.advice(word, names)
    case .severalChannels(let names):
      "select one with --channel: " + names.map(\.escapedForDisplay).joined(separator: ", ")
    case .noSocket(let way): way.advice
    case .outgoing: "start the host program that listens there, or set <source mode='bind'/> to let QEMU listen"
    }
  }

  /// Advice about a name: qemu-ga and libvirt recognize only one name, without variants (libvirt
  /// `qemuFindAgentConfig`).
  private static func advice(_ word: String, _ names: [String]) -> String {
    let similar = names.nearest(to: word) ?? names.first { $0.hasPrefix(word.prefix { $0 != "0" }) }
    guard let similar else { return "available: " + names.map(\.escapedForDisplay).joined(separator: ", ") }
    return "did you mean '\(similar.escapedForDisplay)'? Port names must match exactly"
  }
}

extension WayIn {
  fileprivate var shown: String {
    let word = kind == .serial || kind == .parallel ? "\(kind.rawValue) port" : kind.rawValue
    return "\(word) '\((name ?? id).escapedForDisplay)'"
  }

  /// What to do about one without a socket.
  fileprivate var advice: String {
    switch (host.type, kind) {
    case ("pty", .channel):
      "set type='unix' and <source mode='bind'/>; libvirt can use an agent only through a Unix socket"
    case ("pty", _): "open it with `virsh console --devname \(id.escapedForDisplay)`"
    case ("spicevmc", _), ("spiceport", _): "use a SPICE client, which connects through the display"
    case ("qemu-vdagent", _): "use a VNC client, which shares its clipboard through this channel"
    case ("file", _): "read the file '\((host.address ?? "").escapedForDisplay)' on the host"
    default: "set type='unix' to get a socket"
    }
  }
}
