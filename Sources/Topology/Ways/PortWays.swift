internal import DomainModel
internal import Resolution
internal import SourceText
internal import Translation

/// The channels and virtio consoles of a domain as ways in.
struct PortWays {
  private let domain: ResolvedDomain
  private let faults: DeviceFaults
  private var facts: [String: (log: String?, fault: String?)] = [:]
  /// The ids of ports that arguments add.
  private var arguments: Set<String> = []

  init(_ domain: ResolvedDomain, _ faults: DeviceFaults, _ extra: ExtraArguments?) {
    self.domain = domain
    self.faults = faults
    for channel in domain.channels {
      facts[channel.id] = (channel.channel.log?.file, faults[channel.channel.sourceNode])
    }
    for console in domain.consoles where console.console.isVirtio {
      facts[console.id] = (console.console.log?.file, faults[console.console.sourceNode])
    }
    for port in extra?.ports ?? [] {
      if let argument = port.argument {
        facts[port.alias] = (nil, faults.message(in: argument))
        arguments.insert(port.alias)
      } else if let change = port.changes.lazy.compactMap(faults.message).first {
        facts[port.alias]?.fault = change
      }
    }
  }

  /// Every way in: what is plugged into controllers, others, and last what is plugged in nowhere.
  func all(_ controllers: [MappedController], _ others: [WayIn], _ forwards: [MappedForward]) -> [WayIn] {
    let ports = controllers.flatMap { controller in
      controller.ports.map { port in
        let count = controller.portCount
        let lack = port.number < count ? nil : "the controller has \(count.counted("port"))"
        return WayIn(
          port, on: controller.id, log: facts[port.id]?.log, fault: facts[port.id]?.fault ?? lack,
          isArgument: arguments.contains(port.id))
      }
    }
    let forwarded = forwards.map { WayIn($0, log: facts[$0.id]?.log, fault: facts[$0.id]?.fault) }
    return ports + others + forwarded + unplugged(except: Set((ports + forwarded).map(\.id)))
  }

  /// The channels and virtio consoles that libvirt refuses so that they have no port.
  private func unplugged(except plugged: Set<String>) -> [WayIn] {
    let channels = domain.channels.filter { !plugged.contains($0.id) }.map { channel in
      way(.channel, channel.id, channel.portName, HostEnd(channel))
    }
    let consoles = domain.consoles.filter { $0.console.isVirtio && !plugged.contains($0.id) }.map { console in
      way(.console, console.id, nil, HostEnd(console.console.source))
    }
    return channels + consoles
  }

  private func way(_ kind: WayIn.Kind, _ id: String, _ name: String?, _ host: HostEnd) -> WayIn {
    WayIn(
      kind: kind, id: id, bus: nil, number: nil, name: name, model: nil, host: host, log: facts[id]?.log,
      fault: facts[id]?.fault, guest: .unknown)
  }
}
