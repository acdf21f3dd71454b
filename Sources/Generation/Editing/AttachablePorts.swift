internal import DomainModel
internal import Resolution
internal import SourceText
internal import Translation

/// The ports of a running domain at which a device can be attached: those that neither libvirt nor QEMU has assigned, and that no QEMU
/// argument has.
///
/// Source: libvirt `virDomainVirtioSerialAddrAutoAssign`, QEMU `virtser_port_device_realize`.
struct AttachablePorts {
  /// Where a device goes.
  enum Location {
    /// A port of a controller.
    case port(VirtioSerialAddress)
    /// No address: QEMU assigns the port.
    case assignedByQEMU
  }

  /// The controllers that QEMU has.
  let controllers: [ResolvedController]
  private let resolved: ResolvedDomain
  private let resolver: Resolver
  private let taken: [Int: Set<Int>]
  /// The number of ports of controllers by index, where QEMU's arguments change it.
  private let counts: [Int: Int]

  /// - Parameters:
  ///   - reserved: ports that are not free although the domain has no device there.
  ///   - detached: a channel that is detached before.
  init(
    _ domain: Domain, _ resolver: Resolver, reserving reserved: [VirtioSerialAddress], without detached: Channel? = nil
  ) {
    self.resolver = resolver
    resolved = resolver.resolve(domain)
    controllers = resolved.controllers.filter(Self.exists(in: domain))
    let assigned = resolved.portAssignment()
    var taken: [Int: Set<Int>] = [:]
    for port in assigned.ports { taken[port.controller, default: []].insert(port.number) }
    let index = domain.channels.firstIndex { detached != nil && $0.sourceNode.node == detached?.sourceNode.node }
    if let port = index.flatMap({ assigned.channels[$0] }) { taken[port.controller]?.remove(port.number) }
    let extra = ExtraArguments(resolved)
    let ids = Dictionary(resolved.controllers.map { ($0.index, $0.id) }) { first, _ in first }
    counts = ids.compactMapValues { extra?.portCount(ofController: $0) }
    for port in resolved.ports(ofArguments: extra) + reserved {
      if let number = port.port { taken[port.controller ?? 0, default: []].insert(number) }
    }
    self.taken = taken
  }

  /// Whether QEMU has a controller. Where libvirt has found no port for a device, it leaves a controller without an alias in the XML of the
  /// running domain.
  private static func exists(in domain: Domain) -> (ResolvedController) -> Bool {
    guard domain.header.id != nil else { return { _ in true } }
    let aliased = Set(domain.controllers.filter { $0.alias != nil }.map(\.sourceNode.node))
    return { !$0.isAdded && (aliased.isEmpty || aliased.contains($0.controller.sourceNode.node)) }
  }

  /// A location for a channel or console.
  /// - Parameter wanted: what its address states.
  func location(isConsole: Bool, stating wanted: VirtioSerialAddress?) -> Location? {
    let candidates = controllers.filter { wanted?.controller ?? $0.index == $0.index }
    let ports = candidates.lazy.compactMap { controller in
      free(on: controller, isConsole: isConsole, stating: wanted?.port).map {
        VirtioSerialAddress(controller: controller.index, bus: wanted?.bus ?? 0, port: $0)
      }
    }
    return ports.first.map(Location.port) ?? (isConsole && wanted == nil ? unaddressed : nil)
  }

  /// A free port: 0 after all others, as libvirt looks for another one before it accepts that.
  private func free(on controller: ResolvedController, isConsole: Bool, stating port: Int?) -> Int? {
    let candidates = port.map { [$0] } ?? Array(1..<max(1, portCount(of: controller))) + [0]
    return candidates.first { number in
      number < portCount(of: controller) && !(taken[controller.index]?.contains(number) ?? false)
        && (number > 0 || isConsole && acceptsPortZero)
    }
  }

  /// The number of ports, port 0 included.
  private func portCount(of controller: ResolvedController) -> Int { counts[controller.index] ?? controller.portCount }

  /// Whether libvirt accepts port 0 of a console: an older one looks for a free port of controller 0, whichever is named.
  private var acceptsPortZero: Bool {
    if resolver.versions.supports(.consolePorts) { return true }
    guard let first = controllers.first(where: { $0.index == 0 }) else { return false }
    let ports = resolved.channels.map(\.port) + resolved.consoles.map(\.port)
    let stated = Set(ports.compactMap { $0?.controller ?? 0 == 0 ? $0?.port : nil })
    return (1..<max(1, portCount(of: first))).contains { !stated.contains($0) }
  }

  /// A console without an address, where QEMU finds a port for it. An older libvirt adds no controller for it while the domain runs, as it
  /// does when it defines one without controller 0.
  private var unaddressed: Location? {
    var domain = resolved.domain
    domain.consoles.append(Console(source: .null, target: ConsoleTarget(.virtio)))
    let changed = resolver.resolve(domain)
    let addsNone = !resolver.versions.supports(.consolePorts) || changed.controllers.count == resolved.controllers.count
    guard addsNone,
      let port = changed.portAssignment().consoles.last ?? nil,
      let controller = controllers.first(where: { $0.index == port.controller }),
      port.number < portCount(of: controller)
    else { return nil }
    return .assignedByQEMU
  }

  /// Why there is no location, as a clause, where something else than ports is lacking.
  func lack(stating wanted: VirtioSerialAddress?) -> String {
    guard let index = wanted?.controller else { return "no virtio-serial controller of the domain has a free port" }
    guard let controller = controllers.first(where: { $0.index == index }) else {
      return "the domain has no virtio-serial controller with index \(index)"
    }
    guard let port = wanted?.port else { return "the virtio-serial controller \(index) has no free port" }
    return port < portCount(of: controller)
      ? "port \(port) of the virtio-serial controller \(index) is in use"
      : "the virtio-serial controller \(index) has no port \(port): it has \(portCount(of: controller).counted("port"))"
  }
}

extension ResolvedDomain {
  /// The ports of its controllers that `<qemu:commandline>` takes.
  fileprivate func ports(ofArguments extra: ExtraArguments?) -> [VirtioSerialAddress] {
    let indexes = Dictionary(controllers.map { ($0.id, $0.index) }) { first, _ in first }
    return (extra?.ports ?? []).compactMap { port in
      guard port.argument != nil, let number = port.number, let index = port.controller.flatMap({ indexes[$0] })
      else { return nil }
      return VirtioSerialAddress(controller: index, port: number)
    }
  }
}

extension ResolvedController {
  /// The number of ports that the domain states, port 0 included.
  fileprivate var portCount: Int { controller.ports ?? Controller.defaultPortCount }
}
