internal import DomainModel
internal import SourceText
internal import XMLTree

/// Gives the ports of virtio-serial controllers to channels and consoles: libvirt's `virDomainVirtioSerialAddrSet`
/// (`src/conf/domain_addr.c`).
struct VirtioSerialAddressSet {
  private(set) var findings: [ResolutionFinding] = []
  /// The controllers that were added because all ports were taken.
  private(set) var added: [Int] = []
  /// The controllers in the order of their indices.
  private var maps: [PortMap] = []
  private var indices = IndexAllocator()
  /// Where the search for a port from 0 on, and from 1 on, begins: ports are never given back.
  private var firstWithRoom = [0, 0]
  private let consolesKeepPorts: Bool

  init(versions: Versions) { consolesKeepPorts = versions.supports(.consolePorts) }

  /// Adds the ports of a controller; the first of several with one index counts.
  mutating func add(_ controller: Int, ports: Int?, _ node: ElementNode?) {
    guard indices.take(controller) else { return }
    maps.insert(PortMap(controller: controller, ports: ports, node: node), at: position(of: controller))
  }

  /// Where a controller is, or would go.
  private func position(of controller: Int) -> Int { maps.partitioningIndex { $0.controller >= controller } }

  private func existingPosition(of controller: Int) -> Int? {
    let position = position(of: controller)
    return position < maps.count && maps[position].controller == controller ? position : nil
  }
}

// MARK: Stated ports

extension VirtioSerialAddressSet {
  /// Reserves the port that an address states; one without a port states none.
  mutating func reserve(_ address: VirtioSerialAddress?, for device: DeviceReference) {
    guard let address, let port = address.port, port != 0 else { return }
    let controller = address.controller ?? 0
    guard let position = existingPosition(of: controller) else {
      return findings.append(.missingController(device, controller))
    }
    guard port < maps[position].count else {
      return findings.append(
        .portOutOfRange(
          device, controller: controller, port: port, ports: maps[position].count, of: maps[position].node))
    }
    if let holder = maps[position].take(port, for: device) {
      findings.append(.portTaken(device, controller: controller, port: port, by: holder))
    }
  }
}

// MARK: Ports to choose

extension VirtioSerialAddressSet {
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
    guard let position = existingPosition(of: controller) else {
      findings.append(.unavailableController(device, controller))
      return nil
    }
    guard let port = maps[position].lowestFree(from: first) else {
      findings.append(
        .controllerFull(device, controller: controller, ports: maps[position].count, of: maps[position].node))
      return nil
    }
    return take(port, at: position, for: device)
  }

  private mutating func next(for device: DeviceReference, from first: Int) -> VirtioSerialAddress {
    var position = firstWithRoom[first]
    while position < maps.count, maps[position].lowestFree(from: first) == nil { position += 1 }
    firstWithRoom[first] = position
    if position == maps.count { position = addController() }
    let port = maps[position].lowestFree(from: first) ?? first
    if port == 0 { return VirtioSerialAddress(controller: maps[position].controller, bus: 0, port: 0) }
    return take(port, at: position, for: device)
  }

  private mutating func take(_ port: Int, at position: Int, for device: DeviceReference) -> VirtioSerialAddress {
    _ = maps[position].take(port, for: device)
    return VirtioSerialAddress(controller: maps[position].controller, bus: 0, port: port)
  }

  private mutating func addController() -> Int {
    let index = indices.lowestFree()
    let position = position(of: index)
    add(index, ports: nil, nil)
    added.append(index)
    firstWithRoom = firstWithRoom.map { min($0, position) }
    return position
  }
}

/// The ports of one controller.
private struct PortMap {
  let controller: Int
  /// The number of ports, port 0 included.
  let count: Int
  let node: ElementNode?
  private var holders = Owners<Int, DeviceReference>()
  private var pool = IndexAllocator(from: 1)

  init(controller: Int, ports: Int?, node: ElementNode?) {
    self.controller = controller
    self.count = ports ?? Controller.defaultPortCount
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
