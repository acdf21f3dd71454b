internal import DomainModel
internal import SourceText
internal import XMLTree

/// The ports of several controllers, in the order of their indices, and the search for one with room.
struct PortMaps {
  private var maps: [PortMap] = []
  private var isSorted = true
  /// Where the search for a port from 0 on, and from 1 on, begins: ports are never given back.
  private var starts = [0, 0]

  /// Adds the ports of a controller whose index no other has.
  mutating func add(_ map: PortMap) {
    if let last = maps.last, last.controller > map.controller { isSorted = false }
    maps.append(map)
  }

  /// The indices of the controllers, as they were added or in order.
  var controllers: [Int] { maps.map(\.controller) }

  /// Does something with the ports of a controller; nil when there is no such controller.
  mutating func with<Result>(_ controller: Int, _ body: (inout PortMap) -> Result) -> Result? {
    sortIfNeeded()
    let position = maps.partitioningIndex { $0.controller >= controller }
    guard position < maps.count, maps[position].controller == controller else { return nil }
    return body(&maps[position])
  }

  /// The first controller that has a free port from 0 or 1 on.
  mutating func firstWithRoom(from first: Int) -> Int? {
    sortIfNeeded()
    while starts[first] < maps.count, maps[starts[first]].lowestFree(from: first) == nil { starts[first] += 1 }
    return starts[first] < maps.count ? maps[starts[first]].controller : nil
  }

  private mutating func sortIfNeeded() {
    guard !isSorted else { return }
    maps.sort { $0.controller < $1.controller }
    isSorted = true
  }
}

/// The ports of one controller.
struct PortMap {
  let controller: Int
  /// The number of ports, port 0 included.
  private(set) var count: Int
  let node: ElementNode?
  private var holders = Owners<Int, DeviceReference>(expecting: 4)
  private var pool = IndexAllocator(from: 1)

  init(controller: Int, ports: Int?, node: ElementNode?) {
    self.controller = controller
    self.count = ports ?? Controller.defaultPortCount
    self.node = node
  }

  /// Gives the controller another number of ports.
  mutating func resize(to ports: Int?) { count = ports ?? Controller.defaultPortCount }

  /// Takes a port.
  /// - Returns: the other device already.
  mutating func take(_ port: Int, for device: DeviceReference) -> DeviceReference? {
    guard pool.take(port) else { return holders.holder(of: port) }
    holders.note(device, at: port)
    return nil
  }

  /// The lowest free port from 0 or 1 on; 0 is for consoles only.
  mutating func lowestFree(from first: Int) -> Int? {
    if first == 0, count > 0, !pool.contains(0) { return 0 }
    let port = pool.lowestFree()
    return port < count ? port : nil
  }

  /// Takes the lowest free port from 0 or 1 on; nil when none is free.
  mutating func takeLowest(from first: Int, for device: DeviceReference) -> Int? {
    guard let port = lowestFree(from: first) else { return nil }
    _ = take(port, for: device)
    return port
  }
}
