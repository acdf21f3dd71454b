internal import SourceText

/// Why no program on the host can connect to a channel, by what the domain XML says.
public enum Unreachable: Error, Hashable, Sendable {
  /// The domain has no virtio channel at all.
  case noChannel
  /// It has none of that name or alias; these are the names it has.
  case noSuchChannel(String, names: [String])
  /// It has several, and none was asked for.
  case severalChannels(names: [String])
  /// What stands behind the channel is no socket.
  case noSocket(MappedPort)
  /// QEMU does not listen there, but connects.
  case outgoing(MappedPort)
}

extension ChannelMap {
  /// The channel of that name or alias, or the only one there is, if a program on the host can connect to it.
  public func reachable(_ word: String?) throws(Unreachable) -> MappedPort {
    let channels = ports.filter { $0.kind == .channel }
    let names = channels.map { $0.name ?? $0.id }
    guard !channels.isEmpty else { throw .noChannel }
    guard word != nil || channels.count == 1 else { throw .severalChannels(names: names) }
    guard let port = channels.first(where: { word == nil || $0.name == word || $0.id == word }) else {
      throw .noSuchChannel(word ?? "", names: names)
    }
    switch (port.host.endpoint, port.host.role) {
    case (_, .connects): throw .outgoing(port)
    case (.path, .listens), (.numbered, .listens), (.tcp, .listens): return port
    default: throw .noSocket(port)
    }
  }
}

extension Unreachable: CustomStringConvertible {
  /// What is the matter, without a full stop.
  public var description: String {
    switch self {
    case .noChannel: "the domain has no virtio channel"
    case .noSuchChannel(let word, _): "the domain has no channel '\(word.escapedForDisplay)'"
    case .severalChannels: "the domain has several channels"
    case .noSocket(let port): "channel \(port.shown) is of type \(port.host.type), which has no socket to connect to"
    case .outgoing(let port):
      "QEMU connects to \((port.host.address ?? "nothing").escapedForDisplay) itself, as a client"
    }
  }

  /// What to do about it, without a full stop.
  public var help: String {
    switch self {
    case .noChannel: "add one: `virt-channel generate channel --preset guest-agent`"
    case .noSuchChannel(let word, let names): Self.advice(word, names)
    case .severalChannels(let names):
      "choose one with --channel: " + names.map(\.escapedForDisplay).joined(separator: ", ")
    case .noSocket(let port):
      port.host.type == "pty"
        ? "make it type='unix' with <source mode='bind'/>; libvirt itself talks to an agent over nothing else"
        : "behind it is \(port.host.explanation)"
    case .outgoing: "a program on the host is to listen there; with <source mode='bind'/> QEMU would listen"
    }
  }

  /// qemu-ga and libvirt look for one name alone (libvirt `qemuFindAgentConfig`), whatever resembles it.
  private static func advice(_ word: String, _ names: [String]) -> String {
    let similar = names.nearest(to: word) ?? names.first { $0.hasPrefix(word.prefix { $0 != "0" }) }
    guard let similar else { return "it has " + names.map(\.escapedForDisplay).joined(separator: ", ") }
    return "it has '\(similar.escapedForDisplay)'; programs look for the name letter by letter"
  }
}

extension MappedPort {
  fileprivate var shown: String { "'\((name ?? id).escapedForDisplay)'" }
}
