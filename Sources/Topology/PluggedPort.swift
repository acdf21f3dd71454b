internal import DomainModel
internal import Resolution
internal import Translation
internal import XMLTree

/// A port with its number, also if QEMU assigns it.
struct PluggedPort: Hashable, Sendable {
  let kind: MappedPort.Kind
  let id: String
  let controller: Int
  let number: Int
  let name: String?
  let host: HostEnd

  /// The ports of a domain in the order of the command line: channels, then consoles; behind them those that QEMU arguments add.
  static func all(of domain: ResolvedDomain, runningAs id: Int?, extra: ExtraArguments?) -> [PluggedPort] {
    let assignment = domain.portAssignment()
    let channels = zip(zip(domain.channels, domain.domain.channels), assignment.channels)
      .compactMap { (channel, port) -> PluggedPort? in
        // A channel without a number is one that libvirt refuses.
        guard let port, !port.isAssigned else { return nil }
        let host = id.map { HostEnd(channel.0, written: channel.1, runningAs: $0) } ?? HostEnd(channel.0)
        return PluggedPort(.channel, channel.0.id, port, name: channel.0.portName, host)
      }
    let written = id == nil ? [:] : domain.domain.writtenConsoles
    let consoles = zip(domain.consoles, assignment.consoles).compactMap { console, port in
      let source = console.console.sourceNode.node.flatMap { written[$0] } ?? console.console.source
      return port.map {
        PluggedPort(.console, console.id, $0, name: nil, HostEnd(asWritten: source, isRunning: id != nil))
      }
    }
    guard let extra else { return channels + consoles }
    let indices = Dictionary(domain.controllers.map { ($0.id, $0.index) }) { first, _ in first }
    let own = extra.ports.filter { $0.argument == nil }.compactMap { port in port.id.map { ($0, port) } }
    let changed = Dictionary(own) { first, _ in first }
    return (channels + consoles).map { $0.changed(to: changed[$0.id], indices) }
      + extra.ports.filter { $0.argument != nil }.compactMap { PluggedPort($0, indices) }
  }

  /// The port where changed properties put it.
  private func changed(to port: ExtraArguments.Port?, _ indices: [String: Int]) -> PluggedPort {
    guard let port, let number = port.number, let index = port.controller.flatMap({ indices[$0] }) else { return self }
    return PluggedPort(kind, id, index, number, name: port.name, host)
  }

  /// A port that an argument adds to a controller of the domain; nil for one on another controller.
  private init?(_ port: ExtraArguments.Port, _ indices: [String: Int]) {
    guard let number = port.number, let index = port.controller.flatMap({ indices[$0] }) else { return nil }
    self.init(port.kind, port.alias, index, number, name: port.name, HostEnd(port.source))
  }

  private init(
    _ kind: MappedPort.Kind, _ id: String, _ port: QEMUPortAssignment.Port, name: String?, _ host: HostEnd
  ) {
    self.init(kind, id, port.controller, port.number, name: name, host)
  }

  init(
    _ kind: MappedPort.Kind, _ id: String, _ controller: Int, _ number: Int, name: String?, _ host: HostEnd
  ) {
    self.kind = kind
    self.id = id
    self.controller = controller
    self.number = number
    self.name = name
    self.host = host
  }
}

extension Domain {
  /// What is behind the consoles as the file states it, which in that of a running domain has the paths of terminals.
  fileprivate var writtenConsoles: [ElementNode: ChardevSource] {
    let entries = consoles.compactMap { console in console.sourceNode.node.map { ($0, console.source) } }
    return Dictionary(entries) { first, _ in first }
  }
}
