internal import DomainModel
internal import SourceText

/// The ports that QEMU assigns when it starts a domain, including those of consoles without an address, and the ports that it refuses.
public struct QEMUPortAssignment: Sendable {
  /// A port of a controller.
  public struct Port: Hashable, Sendable {
    /// The channel or console.
    public let device: DeviceReference
    /// The index of its controller.
    public let controller: Int
    /// The port number, from 0.
    public let number: Int
    /// Whether QEMU assigned the number.
    public let isAssigned: Bool
  }

  /// The reason why QEMU does not start.
  public enum Refusal: Hashable, Sendable {
    /// The number is already used: "A port already exists at id …". If both ports specify a number other than 0, libvirt refuses the
    /// domain first, and this refusal does not occur.
    case numberTaken(Port, by: Port)
    /// The controller has no free port: "Out-of-range port id specified, max. allowed: …"
    case outOfRange(Port, highest: Int)
    /// The name is already used, on any controller: "A port already exists by name …"
    case nameTaken(DeviceReference, String, by: DeviceReference)
  }

  /// The ports of the channels, in the order of the channels of the domain; nil for a channel that is not on a virtio-serial bus.
  public private(set) var channels: [Port?] = []
  /// The ports of the consoles, in the order of the consoles of the domain; nil for a console that is not on a virtio-serial bus.
  public private(set) var consoles: [Port?] = []
  /// The refusals of QEMU, in the order of the command line. QEMU itself reports only the first.
  public private(set) var refusals: [Refusal] = []

  private var buses: VirtioSerialBuses
  /// The numbers of the buses by the indexes of their controllers.
  private var busOfController = SmallDictionary<Int, Int>()
  /// What was plugged in, in the order of the command line.
  private var plugged: [(device: DeviceReference, port: Port?)] = []

  init(_ domain: ResolvedDomain) {
    buses = VirtioSerialBuses()
    channels.reserveCapacity(domain.channels.count)
    consoles.reserveCapacity(domain.consoles.count)
    plugged.reserveCapacity(domain.channels.count + domain.consoles.count)
    for controller in domain.controllers where busOfController[controller.index] == nil {
      busOfController.updateValue(buses.addBus(portCount: controller.controller.ports), forKey: controller.index)
    }
    for channel in domain.channels.indices { channels.append(plug(channel: channel, of: domain)) }
    let hasUnplugged = domain.consoles.indices.contains { domain.consoles[$0].isPluggedByQEMU }
    let fallback = hasUnplugged ? domain.defaultController : nil
    for console in domain.consoles.indices { consoles.append(plug(console: console, of: domain, fallback)) }
  }

  /// All ports, in the order of the command line.
  public var ports: [Port] { (channels + consoles).compactMap(\.self) }

  /// Whether a port of a controller is free. If `port` is nil, whether any port is free that the device can use.
  public func isFree(_ port: Int?, on controller: Int, isConsole: Bool) -> Bool {
    guard let bus = busOfController[controller] else { return false }
    if let port { return !buses.isTaken(port, on: bus) }
    return buses.hasRoom(on: bus) || isConsole && !buses.isTaken(0, on: bus)
  }

  /// Whether a controller has a free port for a channel.
  public func hasRoom(on controller: Int) -> Bool { busOfController[controller].map(buses.hasRoom) ?? false }
}

extension QEMUPortAssignment {
  private mutating func plug(channel index: Int, of domain: ResolvedDomain) -> Port? {
    guard domain.channels[index].channel.isVirtio else { return nil }
    let port = domain.channels[index].port
    return plug(
      DeviceReference(.channel, domain.channels[index].channel.sourceNode.node), into: port.map { $0.controller ?? 0 },
      at: port?.port, isConsole: false, name: domain.channels[index].portName)
  }

  private mutating func plug(console index: Int, of domain: ResolvedDomain, _ fallback: Int?) -> Port? {
    guard domain.consoles[index].console.isVirtio else { return nil }
    let port = domain.consoles[index].port
    return plug(
      DeviceReference(.console, domain.consoles[index].console.sourceNode.node), into: port?.controller ?? fallback,
      at: port?.port, isConsole: true, name: nil)
  }

  private mutating func plug(
    _ device: DeviceReference, into controller: Int?, at number: Int?, isConsole: Bool, name: String?
  ) -> Port? {
    let bus = controller.flatMap { busOfController[$0] }
    let result = buses.plug(into: bus, at: number, isConsole: isConsole, name: name)
    let port = result.port.flatMap { port in
      controller.map {
        Port(device: device, controller: $0, number: port.number, isAssigned: port.isAssigned)
      }
    }
    plugged.append((device, port))
    refusals += result.refusals.compactMap { refusal(of: device, port, $0) }
    return port
  }

  /// What is left to QEMU: libvirt refuses a number that is taken or beyond the controller's, except 0, which it does not reserve.
  private func refusal(of device: DeviceReference, _ port: Port?, _ refusal: VirtioSerialBuses.Refusal) -> Refusal? {
    switch refusal {
    case .nameTaken(let name, let holder): return .nameTaken(device, name, by: plugged[holder].device)
    case .numberTaken(_, let holder):
      guard let port, let other = plugged[holder].port else { return nil }
      return port.number == 0 || port.isAssigned || other.isAssigned ? .numberTaken(port, by: other) : nil
    case .outOfRange(_, let highest): return port.flatMap { $0.isAssigned ? .outOfRange($0, highest: highest) : nil }
    case .numberReserved: return nil
    }
  }
}

extension ResolvedConsole {
  /// Whether QEMU chooses its controller.
  fileprivate var isPluggedByQEMU: Bool { console.isVirtio && port?.controller == nil }
}

extension ResolvedDomain {
  /// The ports that QEMU assigns when it starts the domain.
  public func portAssignment() -> QEMUPortAssignment { QEMUPortAssignment(self) }

  /// The controllers in the order in which QEMU has created them. The XML of a running domain keeps it: controllers that an older libvirt
  /// adds come after all others, and only the next definition sorts them. What the next definition adds is not there yet.
  private var controllersAsPlugged: [ResolvedController] {
    guard domain.header.id != nil, controllers.contains(where: { !$0.isAdded }) else { return controllers }
    let order = Dictionary(
      domain.controllers.enumerated().map { ($1.sourceNode.node, $0) }, uniquingKeysWith: { first, _ in first })
    let position = { (controller: ResolvedController) in order[controller.controller.sourceNode.node] ?? .max }
    return controllers.filter { !$0.isAdded }.sorted { position($0) < position($1) }
  }

  /// The index of the controller into which QEMU plugs a port that names no bus. libvirt writes pci controllers before all others.
  fileprivate var defaultController: Int? {
    guard controllers.count > 1 else { return controllers.first?.index }
    var tree = DefaultBus(looksAtPCIFirst: machine.family == .riscvVirt)
    var bridges: [Int: Int] = [:]
    for bridge in pciControllers where bridge.driver != nil {
      let parent = bridge.address.flatMap { bridges[$0.bus ?? 0] }.map(DefaultBus.Parent.device)
      bridges[bridge.index] = tree.plug(parent ?? .machinePCI, isRoot: bridge.model.bringsRoot)
    }
    for controller in controllersAsPlugged {
      let address = controller.controller.address
      let parent: DefaultBus.Parent =
        switch address?.kind {
        case .virtioMMIO: .virtioMMIO
        case .ccw: .channelSubsystem
        default: address?.pci.flatMap { bridges[$0.bus ?? 0] }.map(DefaultBus.Parent.device) ?? .machinePCI
        }
      tree.plug(parent, controller: controller.index)
    }
    return tree.controller
  }
}

extension PCIModel {
  /// Whether its bus, plugged in by an option, hangs on the machine and on no other bus.
  fileprivate var bringsRoot: Bool { [.root, .expanderBus, .pcieExpanderBus].contains(self) }
}
