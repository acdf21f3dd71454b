internal import DomainModel
internal import SourceText

/// The virtio-serial buses of one QEMU process and their ports, in the order of the command line.
///
/// Source: QEMU `hw/char/virtio-serial-bus.c` (`virtser_port_device_realize`, `find_free_port_id`). QEMU exits at the first refusal.
/// Here, a refused port is added nevertheless, so that the ports after it can be checked.
public struct VirtioSerialBuses: Sendable {
  /// A port of a controller.
  public struct Port: Hashable, Sendable {
    /// The number of its bus, counted from 0.
    public let bus: Int
    /// The port number on the bus, from 0.
    public let number: Int
    /// Whether QEMU assigned the number.
    public let isAssigned: Bool
  }

  /// The reason why QEMU refuses a port. Another port is identified by the number of ports that were added before it.
  public enum Refusal: Hashable, Sendable {
    /// The number is already used on the bus: "A port already exists at id …".
    case numberTaken(Port, by: Int)
    /// The number is 0 and the port is not a console: "Port number 0 on virtio-serial devices reserved for virtconsole devices …".
    case numberReserved(Port)
    /// The bus does not have the port: "Out-of-range port id specified, max. allowed: …".
    case outOfRange(Port, highest: Int)
    /// The name is already used on any bus: "A port already exists by name …".
    case nameTaken(String, by: Int)
  }

  private var buses: [Bus] = []
  private var names = SmallDictionary<String, Int>()
  private var count = 0

  /// Creates a process without buses.
  public init() {}

  /// Adds the bus of a controller, with QEMU's default number of ports if `portCount` is nil.
  /// - Returns: the number of the bus, counted from 0.
  public mutating func addBus(portCount: Int?) -> Int {
    buses.append(Bus(size: portCount ?? Controller.defaultPortCount))
    return buses.count - 1
  }

  /// Adds a port.
  /// - Parameters:
  ///   - bus: the bus; nil if there is none, in which case only the name is checked.
  ///   - number: the requested number; nil for the lowest free one, from 0 for a console and from 1 for any other
  ///     port.
  /// - Returns: the port, nil without a bus, and what QEMU refuses about it.
  public mutating func plug(into bus: Int?, at number: Int?, isConsole: Bool, name: String?) -> (
    port: Port?, refusals: [Refusal]
  ) {
    defer { count += 1 }
    guard let bus else { return (nil, refusal(of: name).map { [$0] } ?? []) }
    let assigned = number ?? buses[bus].lowestFree(isConsole: isConsole)
    let port = Port(bus: bus, number: assigned, isAssigned: number == nil)
    let refusals = [refusal(of: port, isConsole: isConsole), refusal(of: name)]
    return (port, refusals.compactMap(\.self))
  }

  /// Whether a bus has a free number for a port that is not a console.
  public func hasRoom(on bus: Int) -> Bool { buses[bus].hasRoom }

  /// Whether the number is used on a bus.
  public func isTaken(_ number: Int, on bus: Int) -> Bool { buses[bus].isTaken(number) }

  private mutating func refusal(of port: Port, isConsole: Bool) -> Refusal? {
    if let holder = buses[port.bus].take(port.number, for: count) { return .numberTaken(port, by: holder) }
    if port.number == 0 && !isConsole { return .numberReserved(port) }
    let size = buses[port.bus].size
    return port.number >= size ? .outOfRange(port, highest: size &- 1) : nil
  }

  private mutating func refusal(of name: String?) -> Refusal? {
    guard let name else { return nil }
    if let holder = names[name] { return .nameTaken(name, by: holder) }
    names.updateValue(count, forKey: name)
    return nil
  }
}

extension VirtioSerialBuses {
  private struct Bus {
    let size: Int
    private var numbers = IndexAllocator(from: 1)
    private var holders = Owners<Int, Int>(expecting: 4)
    /// How many of the numbers of a port that is not a console are taken.
    private var takenInRange = 0

    init(size: Int) { self.size = size }

    mutating func lowestFree(isConsole: Bool) -> Int {
      isConsole && !numbers.contains(0) ? 0 : numbers.lowestFree()
    }

    /// Every number from 1 to below the size is taken when that many of them are.
    var hasRoom: Bool { takenInRange + 1 < size }

    func isTaken(_ number: Int) -> Bool { numbers.contains(number) }

    /// Takes a number.
    /// - Returns: the other port already.
    mutating func take(_ number: Int, for port: Int) -> Int? {
      guard numbers.take(number) else { return holders.holder(of: number) }
      if number > 0, number < size { takenInRange += 1 }
      holders.note(port, at: number)
      return nil
    }
  }
}
