internal import DomainModel
internal import SourceText
internal import XMLTree

/// Gives the ports of virtio-serial controllers to channels and consoles: libvirt's `virDomainVirtioSerialAddrSet`
/// (`src/conf/domain_addr.c`).
struct Ports {
  private(set) var findings: [ResolutionFinding] = []
  /// The controllers that were added because all ports were taken.
  private(set) var added: [Int] = []
  /// The controllers in the order of their indices.
  private var maps: [PortMap] = []
  private var indices = NumberPool()
  /// Where the search for a port from 0 on, and from 1 on, begins: ports are never given back.
  private var firstWithRoom = [0, 0]
  private let consolesKeepPorts: Bool

  init(versions: Versions) { consolesKeepPorts = versions.have(.consolePorts) }

  /// Adds the ports of a controller; the first of several with one index counts.
  mutating func add(_ controller: Int, ports: Int?, _ node: XMLNode?) {
    guard indices.take(controller) else { return }
    maps.insert(PortMap(controller: controller, ports: ports, node: node), at: place(of: controller))
  }

  /// Where a controller is, or would go.
  private func place(of controller: Int) -> Int { maps.partitioningIndex { $0.controller >= controller } }

  private func existingPlace(of controller: Int) -> Int? {
    let place = place(of: controller)
    return place < maps.count && maps[place].controller == controller ? place : nil
  }
}

// MARK: Stated ports

extension Ports {
  /// Reserves the port that an address states; one without a port states none.
  mutating func reserve(_ address: VirtioSerialAddress?, for device: DeviceReference) {
    guard let address, let port = address.port, port != 0 else { return }
    let controller = address.controller ?? 0
    guard let place = existingPlace(of: controller) else {
      return findings.append(.missingController(device, controller))
    }
    guard port < maps[place].count else {
      return findings.append(
        .portOutOfRange(device, controller: controller, port: port, ports: maps[place].count, of: maps[place].node))
    }
    if let holder = maps[place].take(port, for: device) {
      findings.append(.portTaken(device, controller: controller, port: port, by: holder))
    }
  }
}

// MARK: Ports to choose

extension Ports {
  /// Chooses the port of a channel that states none.
  mutating func choose(for channel: DeviceReference, stating address: VirtioSerialAddress?) -> VirtioSerialAddress? {
    guard let address else { return next(for: channel, from: 1) }
    return next(on: address.controller ?? 0, for: channel, from: 1)
  }

  /// Chooses the port of a console that states none, or port 0.
  ///
  /// One that names no controller gets none: a port is found and forgotten, though not given away unless it is port 0, and
  /// QEMU is to choose. An older libvirt forgets that of any console, and looks on controller 0 whichever one is named.
  mutating func chooseForConsole(
    _ console: DeviceReference, stating address: VirtioSerialAddress?
  ) -> VirtioSerialAddress? {
    guard let address else {
      _ = next(for: console, from: 0)
      return nil
    }
    if consolesKeepPorts { return next(on: address.controller ?? 0, for: console, from: 0) }
    _ = next(on: 0, for: console, from: 1)
    return address
  }

  private mutating func next(
    on controller: Int, for device: DeviceReference, from first: Int
  ) -> VirtioSerialAddress? {
    guard let place = existingPlace(of: controller) else {
      findings.append(.unavailableController(device, controller))
      return nil
    }
    guard let port = maps[place].lowestFree(from: first) else {
      findings.append(.controllerFull(device, controller: controller, ports: maps[place].count, of: maps[place].node))
      return nil
    }
    return take(port, at: place, for: device)
  }

  private mutating func next(for device: DeviceReference, from first: Int) -> VirtioSerialAddress {
    var place = firstWithRoom[first]
    while place < maps.count, maps[place].lowestFree(from: first) == nil { place += 1 }
    firstWithRoom[first] = place
    if place == maps.count { place = addController() }
    let port = maps[place].lowestFree(from: first) ?? first
    if port == 0 { return VirtioSerialAddress(controller: maps[place].controller, bus: 0, port: 0) }
    return take(port, at: place, for: device)
  }

  private mutating func take(_ port: Int, at place: Int, for device: DeviceReference) -> VirtioSerialAddress {
    _ = maps[place].take(port, for: device)
    return VirtioSerialAddress(controller: maps[place].controller, bus: 0, port: port)
  }

  private mutating func addController() -> Int {
    let index = indices.lowestFree()
    let place = place(of: index)
    add(index, ports: nil, nil)
    added.append(index)
    firstWithRoom = firstWithRoom.map { min($0, place) }
    return place
  }
}

/// The ports of one controller.
private struct PortMap {
  let controller: Int
  /// The number of ports, port 0 included.
  let count: Int
  let node: XMLNode?
  private var holders = Holders<Int, DeviceReference>()
  private var pool = NumberPool(from: 1)

  /// A controller that does not say has 31 ports (`VIR_DOMAIN_DEFAULT_VIRTIO_SERIAL_PORTS`).
  init(controller: Int, ports: Int?, node: XMLNode?) {
    self.controller = controller
    self.count = ports ?? 31
    self.node = node
  }

  /// Takes a port.
  /// - Returns: the device that has it already.
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
}
