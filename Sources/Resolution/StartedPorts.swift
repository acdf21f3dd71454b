internal import DomainModel
internal import SourceText

/// What QEMU makes of a domain's ports when it starts: where each is, consoles without an address included, and what it refuses.
///
/// Source: QEMU `hw/char/virtio-serial-bus.c` (`virtser_port_device_realize`).
public struct StartedPorts: Sendable {
  /// A port that is plugged in.
  public struct Port: Hashable, Sendable {
    /// The channel or console.
    public let device: DeviceReference
    /// The index of its controller.
    public let controller: Int
    /// Its number there.
    public let number: Int
    /// Whether QEMU chose the number.
    public let isChosen: Bool
  }

  /// Why QEMU does not start.
  public enum Refusal: Hashable, Sendable {
    /// A port's number is taken: "A port already exists at id …". Where both ports state the number libvirt refuses before, but
    /// for 0, of which it keeps no book.
    case numberTaken(Port, by: Port)
    /// A controller has no port left: "Out-of-range port id specified, max. allowed: …"
    case outOfRange(Port, highest: Int)
    /// A name is taken, on whichever controller: "A port already exists by name …"
    case nameTaken(DeviceReference, String, by: DeviceReference)
  }

  /// The ports, in the order of the command line.
  public private(set) var ports: [Port] = []
  /// What QEMU refuses, in that order. It says the first only.
  public private(set) var refusals: [Refusal] = []

  /// The buses in the order of their controllers' indices.
  private var buses: [Bus] = []
  private var names: [String: DeviceReference] = [:]

  init(_ domain: ResolvedDomain) {
    buses = domain.controllers.map { Bus(controller: $0.index, size: $0.controller.ports ?? 31) }
    buses.sort { $0.controller < $1.controller }
    names.reserveCapacity(domain.channels.count)
    ports.reserveCapacity(domain.channels.count + domain.consoles.count)
    for channel in domain.channels where channel.channel.isVirtio {
      let device = DeviceReference(.channel, channel.channel.sourceNode.node)
      if let port = channel.port { plug(device, into: port.controller ?? 0, at: port.port, isConsole: false) }
      if let name = channel.portName { note(name, of: device) }
    }
    let fallback = domain.consoles.contains(where: \.isPluggedByQEMU) ? BusTree(domain).defaultController : nil
    for console in domain.consoles where console.console.isVirtio {
      let device = DeviceReference(.console, console.console.sourceNode.node)
      guard let controller = console.port?.controller ?? fallback else { continue }
      plug(device, into: controller, at: console.port?.port, isConsole: true)
    }
  }

  /// Without a number a port takes the lowest free one, a console from 0 and others from 1.
  private mutating func plug(_ device: DeviceReference, into controller: Int, at asked: Int?, isConsole: Bool) {
    guard let bus = position(of: controller) else { return }
    let number = asked ?? buses[bus].lowestFree(from: isConsole ? 0 : 1)
    let port = Port(device: device, controller: controller, number: number, isChosen: asked == nil)
    if let holder = buses[bus].take(port) {
      if number == 0 || port.isChosen || holder.isChosen { refusals.append(.numberTaken(port, by: holder)) }
    } else if asked == nil, number >= buses[bus].size {
      refusals.append(.outOfRange(port, highest: buses[bus].size - 1))
    }
    ports.append(port)
  }

  private func position(of controller: Int) -> Int? {
    let position = buses.partitioningIndex { $0.controller >= controller }
    return position < buses.count && buses[position].controller == controller ? position : nil
  }

  private mutating func note(_ name: String, of device: DeviceReference) {
    if let holder = names[name] {
      refusals.append(.nameTaken(device, name, by: holder))
    } else {
      names[name] = device
    }
  }

  private struct Bus {
    let controller: Int
    let size: Int
    private var pool = IndexAllocator(from: 1)
    private var holders = Owners<Int, Port>()

    init(controller: Int, size: Int) {
      self.controller = controller
      self.size = size
    }

    mutating func lowestFree(from first: Int) -> Int {
      first == 0 && !pool.contains(0) ? 0 : pool.lowestFree()
    }

    var hasRoom: Bool { (1..<max(1, size)).contains { !pool.contains($0) } }

    /// Takes the port's number.
    /// - Returns: the port that has it already.
    mutating func take(_ port: Port) -> Port? {
      guard pool.take(port.number) else { return holders.holder(of: port.number) }
      holders.note(port, at: port.number)
      return nil
    }
  }
}

extension ResolvedConsole {
  /// Whether QEMU chooses its controller.
  fileprivate var isPluggedByQEMU: Bool { console.isVirtio && port?.controller == nil }
}

extension StartedPorts {
  /// Whether a controller has a port left for a channel.
  public func hasRoom(on controller: Int) -> Bool {
    position(of: controller).map { buses[$0].hasRoom } ?? false
  }
}

extension ResolvedDomain {
  /// What QEMU makes of the ports.
  public func startedPorts() -> StartedPorts { StartedPorts(self) }
}
