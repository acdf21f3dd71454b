internal import DomainModel
public import Resolution
public import SourceText
internal import Translation

/// Where each port of a domain shows: its socket, terminal or file on the host, its port on a controller, its device in the guest.
public struct ChannelMap: Hashable, Sendable {
  /// The domain's name; nil when it has none.
  public let domain: String?
  /// The virtio-serial controllers, in the order of the command line.
  public let controllers: [MappedController]
  /// The channels that a guest reaches by TCP instead, `guestfwd`.
  public let forwards: [MappedForward]
  /// Every way into the guest: virtio ports controller by controller, serial ports, operator consoles, parallel ports, forwards; last what
  /// is not plugged in because libvirt refuses it.
  public let ways: [WayIn]
  /// What `virsh console` opens; nil when there is nothing.
  public let console: ConsoleAnswer?

  /// Maps a resolved domain.
  /// - Parameters:
  ///   - id: the number it has while it runs, which is part of the paths that libvirt makes up.
  ///   - findings: errors, which mark the devices they are about.
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

  /// All ports, controller by controller.
  public var ports: some Collection<MappedPort> { controllers.lazy.flatMap(\.ports) }

  /// Whether a path holds the number that libvirt gives the domain when it starts.
  public var dependsOnID: Bool {
    ways.contains { $0.host.isMadeAtStart }
  }
}

/// A virtio-serial controller and what is plugged in it.
public struct MappedController: Hashable, Sendable {
  /// The number by which channels address it.
  public let index: Int
  /// Its name on the command line.
  public let id: String
  /// How many ports it has, port 0 included.
  public let portCount: Int
  /// Its address on its bus as a Linux guest prints it: `0000:00:04.0`, `0.0.0001`; nil if QEMU assigns it.
  public let busAddress: String?
  /// Its number among the guest's virtio devices, the N of `/dev/vportNpM`; nil when it is not known.
  public let guestNumber: Int?
  /// Whether libvirt adds it.
  public let isAdded: Bool
  /// What is plugged in it, by number.
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

  /// The numbers that are free for channels, as ranges; port 0 is for consoles only.
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
