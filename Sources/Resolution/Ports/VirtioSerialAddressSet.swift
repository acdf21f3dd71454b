internal import DomainModel
internal import SourceText
internal import XMLTree

/// Gives the ports of virtio-serial controllers to channels and consoles: libvirt's `virDomainVirtioSerialAddrSet`
/// (`src/conf/domain_addr.c`).
struct VirtioSerialAddressSet {
  private(set) var findings: [ResolutionFinding] = []
  /// The controllers that the domain states or addresses ask for.
  private var stated = PortMaps()
  /// The controllers that were added because all ports were taken.
  private var addedMaps = PortMaps()
  private var indices = IndexAllocator()
  private let consolesKeepPorts: Bool

  init(versions: Versions) { consolesKeepPorts = versions.supports(.consolePorts) }

  /// Adds the ports of a controller; the first of several with one index counts.
  mutating func add(_ controller: Int, ports: Int?, _ node: ElementNode?) {
    guard indices.take(controller) else { return }
    stated.add(PortMap(controller: controller, ports: ports, node: node))
  }

  /// Gives a controller another number of ports, or adds it.
  mutating func declare(_ controller: Int, ports: Int?) {
    if with(controller, { $0.resize(to: ports) }) == nil { add(controller, ports: ports, nil) }
  }

  /// The indices of the controllers that were added because all ports were taken.
  var added: [Int] { addedMaps.controllers }

  /// Does something with the ports of a controller; nil when there is no such controller.
  private mutating func with<Result>(_ controller: Int, _ body: (inout PortMap) -> Result) -> Result? {
    stated.with(controller, body) ?? addedMaps.with(controller, body)
  }
}

// MARK: Stated ports

extension VirtioSerialAddressSet {
  /// Reserves the port that an address states; one without a port states none.
  mutating func reserve(_ address: VirtioSerialAddress?, for device: DeviceReference) {
    guard let address, let port = address.port, port != 0 else { return }
    let controller = address.controller ?? 0
    let finding: ResolutionFinding?? = with(controller) { map in
      guard port < map.count else {
        return .portOutOfRange(device, controller: controller, port: port, ports: map.count, of: map.node)
      }
      return map.take(port, for: device).map { .portTaken(device, controller: controller, port: port, by: $0) }
    }
    if let finding = finding ?? .missingController(device, controller) { findings.append(finding) }
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
  /// QEMU chooses. An older libvirt forgets that of any console, and looks on controller 0 whichever one is named.
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
    let port: Result<Int, FullController>? = with(controller) { map in
      map.takeLowest(from: first, for: device).map { .success($0) }
        ?? .failure(FullController(ports: map.count, node: map.node))
    }
    switch port {
    case nil: findings.append(.unavailableController(device, controller))
    case .failure(let full):
      findings.append(.controllerFull(device, controller: controller, ports: full.ports, of: full.node))
    case .success(let port): return VirtioSerialAddress(controller: controller, bus: 0, port: port)
    }
    return nil
  }

  private struct FullController: Error {
    let ports: Int
    let node: ElementNode?
  }

  private mutating func next(for device: DeviceReference, from first: Int) -> VirtioSerialAddress {
    let (known, added) = (stated.firstWithRoom(from: first), addedMaps.firstWithRoom(from: first))
    let controller = [known, added].compactMap(\.self).min() ?? addController()
    let port = with(controller) { map in
      // Port 0 is found, and not given away.
      let port = map.lowestFree(from: first) ?? first
      if port != 0 { _ = map.take(port, for: device) }
      return port
    }
    return VirtioSerialAddress(controller: controller, bus: 0, port: port ?? first)
  }

  private mutating func addController() -> Int {
    let index = indices.takeLowest()
    addedMaps.add(PortMap(controller: index, ports: nil, node: nil))
    return index
  }
}
