internal import SourceText

/// The USB controllers and hubs of a domain, and which of their ports are taken: libvirt's `virDomainUSBAddressSet`
/// (`src/conf/domain_addr.c`).
struct USBPorts: Sendable {
  /// A controller or a hub.
  private struct Hub: Sendable {
    let count: Int
    var taken = IndexAllocator()
    /// The hubs plugged into its ports, by the port.
    var hubs: [Int: Int] = [:]
  }

  /// The ports of a hub.
  static let portsOfHub = 8
  /// A path has no more numbers than this.
  private static let deepest = 4

  private var hubs: [Hub] = []
  /// The positions of controllers in `hubs`, by their indices.
  private var buses = SmallDictionary<Int, Int>()

  /// Adds a controller; one without ports of its own, such as the companion of a USB 2.0 controller, counts for nothing.
  mutating func addController(_ index: Int, ports: Int) throws(USBRefusal) {
    guard ports > 0 else { return }
    guard buses[index] == nil else { throw .duplicateController(index: index) }
    buses.updateValue(hubs.count, forKey: index)
    hubs.append(Hub(count: ports))
  }

  /// Plugs a hub into a port.
  mutating func addHub(at path: USBPortPath) throws(USBRefusal) {
    let (hub, port) = try find(path)
    guard hubs[hub].hubs[port] == nil else { throw .hubTaken(path) }
    hubs[hub].taken.take(port)
    hubs[hub].hubs[port] = hubs.count
    hubs.append(Hub(count: Self.portsOfHub))
  }

  /// Reserves an explicit port.
  mutating func take(_ path: USBPortPath) throws(USBRefusal) {
    let (hub, port) = try find(path)
    guard hubs[hub].taken.take(port) else { throw .portTaken(path) }
  }

  /// Takes the first free port, of one controller or of all.
  mutating func takeNext(on bus: Int?) throws(USBRefusal) -> USBPortPath {
    if let bus, buses[bus] == nil { throw .missingController(bus) }
    for bus in bus.map({ [$0] }) ?? buses.keys.sorted() {
      guard let hub = buses[bus], let numbers = freePath(from: hub, depth: 0) else { continue }
      let path = USBPortPath(bus: bus, numbers: numbers)
      try take(path)
      return path
    }
    throw .noFreePort
  }

  /// The controller or hub that a path ends at, and its port from 0.
  private func find(_ path: USBPortPath) throws(USBRefusal) -> (hub: Int, port: Int) {
    guard var hub = buses[path.bus] else { throw .missingBus(path.bus) }
    let last = path.numbers.lastIndex { $0 != 0 } ?? 0
    for number in path.numbers[..<last] {
      guard 1...hubs[hub].count ~= number else { throw .portOutOfRange(number, path) }
      guard let next = hubs[hub].hubs[number - 1] else { throw .missingHub(port: number, path) }
      hub = next
    }
    let port = path.numbers[last] - 1
    guard port < hubs[hub].count else { throw .missingPort(path) }
    return (hub, port)
  }

  /// The lowest free port of a hub, else one of the hubs that are plugged into it.
  private mutating func freePath(from hub: Int, depth: Int) -> [Int]? {
    let port = hubs[hub].taken.lowestFree()
    if port < hubs[hub].count { return [port + 1] }
    guard depth < Self.deepest - 1 else { return nil }
    for (port, next) in hubs[hub].hubs.sorted(by: { $0.key < $1.key }) {
      if let rest = freePath(from: next, depth: depth + 1) { return [port + 1] + rest }
    }
    return nil
  }
}
