internal import DomainModel
public import Resolution
public import SourceText
internal import Translation

/// The ports of a domain with both ends: the socket, terminal or file on the host, the port of a controller, and the device in the
/// guest.
public struct ChannelMap: Hashable, Sendable {
  /// The name of the domain; nil if it has none.
  public let domain: String?
  /// The virtio-serial controllers, in the order of the command line.
  public let controllers: [MappedController]
  /// The channels that a guest reaches by TCP, `guestfwd`.
  public let forwards: [MappedForward]
  /// All ports of the guest: virtio ports by controller, serial ports, operator consoles, parallel ports and forwards, then devices
  /// that have no port because libvirt refuses them.
  public let ways: [WayIn]
  /// The device that `virsh console` opens; nil if there is none.
  public let console: ConsoleAnswer?

  /// Maps a resolved domain.
  /// - Parameters:
  ///   - id: The id of the running domain, which is part of generated paths; nil if it is not running.
  ///   - findings: The findings in the domain; devices with errors are marked.
  public init(_ domain: ResolvedDomain, runningAs id: Int? = nil, marking findings: [Diagnostic] = []) {
    let order = domain.guestOrder()
    let faults = DeviceFaults(findings, in: domain.domain)
    let extra = ExtraArguments(domain)
    let serials = SerialWays(domain, runningAs: id, faults: faults)
    var ports = Dictionary(
      grouping: MappedPort.all(
        of: domain, in: order, runningAs: id, terminalsBefore: serials.terminalsBefore, extra: extra),
      by: \.controller)
    self.domain = domain.domain.header.name
    controllers = domain.controllers.map { controller in
      // Where several have one index, the first has the ports.
      MappedController(
        controller, in: order, ports: ports.removeValue(forKey: controller.index) ?? [],
        count: extra?.portCount(ofController: controller.id))
    }
    forwards = domain.channels.compactMap(MappedForward.init)
    let others = serials.all + ExtraWays(extra, of: domain, runningAs: id, faults).all
    ways = PortWays(domain, faults, extra).all(controllers, others, forwards)
    console = ConsoleAnswer(domain, among: ways)
  }

  /// All virtio ports, by controller.
  public var ports: some Collection<MappedPort> { controllers.lazy.flatMap(\.ports) }

  /// Whether a path contains the id that libvirt assigns when the domain starts.
  public var dependsOnID: Bool {
    ways.contains { $0.host.isMadeAtStart }
  }
}

/// A virtio-serial controller and its ports.
public struct MappedController: Hashable, Sendable {
  /// The index, which the addresses of channels refer to.
  public let index: Int
  /// The id on the command line.
  public let id: String
  /// The number of ports, including port 0.
  public let portCount: Int
  /// The address on its bus in the format of a Linux guest: `0000:00:04.0`, `0.0.0001`; nil if QEMU assigns it.
  public let busAddress: String?
  /// The number among the virtio devices of the guest, from 0, the N of `/dev/vportNpM`; nil if it is not known.
  public let guestNumber: Int?
  /// Whether libvirt adds the controller.
  public let isAdded: Bool
  /// The devices on the controller, by port number.
  public let ports: [MappedPort]

  /// - Parameter count: how many ports QEMU's arguments give it; nil where they change nothing.
  init(_ resolved: ResolvedController, in order: GuestOrder, ports: [MappedPort], count: Int?) {
    index = resolved.index
    id = resolved.id
    portCount = count ?? resolved.controller.ports ?? Controller.defaultPortCount
    busAddress = GuestBusAddress(resolved, bus: order.bus(ofController: resolved.index))?.text
    guestNumber = order.number(ofController: resolved.index)
    isAdded = resolved.isAdded
    self.ports = ports.sorted { $0.number < $1.number }
  }

  /// The free port numbers for channels, as ranges; port 0 is reserved for a console.
  public var freePorts: [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    var first = 1
    for number in Set(ports.map(\.number).filter { $0 < portCount }).union([portCount]).sorted() where number > 0 {
      if first < number { ranges.append(first...(number - 1)) }
      first = number &+ 1
    }
    return ranges
  }
}
