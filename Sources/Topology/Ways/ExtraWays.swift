internal import DomainModel
internal import Resolution
internal import Translation

/// The devices that QEMU arguments add to a domain: serial ports, ports on controllers of their own or without one,
/// and forwarded addresses.
struct ExtraWays {
  private let extra: ExtraArguments?
  private let controllers: Set<String>
  private let isRunning: Bool
  private let faults: DeviceFaults

  init(_ extra: ExtraArguments?, of domain: ResolvedDomain, runningAs id: Int?, _ faults: DeviceFaults) {
    self.extra = extra
    controllers = Set(domain.controllers.map(\.id))
    isRunning = id != nil
    self.faults = faults
  }

  /// The ways in, in the order in which QEMU makes them.
  var all: [WayIn] {
    guard let extra else { return [] }
    return extra.ports.compactMap(port) + extra.serials.map(serial) + extra.forwards.map(forward)
  }

  /// Nil for a port of the domain, and for one that has its number on a controller of the domain.
  private func port(_ port: ExtraArguments.Port) -> WayIn? {
    guard let argument = port.argument else { return nil }
    if port.number != nil, port.controller.map(controllers.contains) == true { return nil }
    return WayIn(
      kind: port.isConsole ? .console : .channel, id: port.alias, bus: port.controller, number: port.number,
      name: port.name, model: port.kind.driver, host: HostEnd(port.source), log: nil,
      fault: faults.message(in: argument), guest: guest(port), isArgument: true)
  }

  /// A name is the same on any controller; the numbers of one that libvirt does not know are not known.
  private func guest(_ port: ExtraArguments.Port) -> WayIn.Guest {
    guard let name = port.name, let number = port.number else { return .unknown }
    let plugged = PluggedPort(port.kind, port.alias, 0, number, name: name, HostEnd(port.source))
    return .port(GuestEnd(plugged, guestNumber: nil, unit: Int.max, terminal: nil))
  }

  private func serial(_ serial: ExtraArguments.Serial) -> WayIn {
    let port = serial.device
    let end = serial.isaNumber.map { WayIn.Guest.serial(SerialEnd(.isa($0))) }
    return WayIn(
      kind: .serial, id: serial.id ?? WayIn.unnamedArgument, bus: SerialKind(rawValue: port.target?.type ?? "")?.bus,
      number: serial.isaNumber ?? port.target?.port, name: nil, model: port.target?.model?.name,
      host: HostEnd(asWritten: port.source, isRunning: isRunning), log: port.log?.file,
      fault: faults.message(in: serial.argument), guest: end ?? .unknown, isArgument: true)
  }
}

extension ExtraWays {
  private func forward(_ forward: ExtraArguments.Forward) -> WayIn {
    WayIn(
      kind: .forward, id: forward.id ?? WayIn.unnamedArgument, bus: nil, number: nil, name: nil, model: nil,
      host: HostEnd(asWritten: forward.source, isRunning: isRunning), log: nil,
      fault: faults.message(in: forward.argument),
      guest: .address(MappedForward.guestAddress(of: forward.target)), isArgument: true)
  }
}

extension WayIn {
  /// What a device of an argument is called that has no id.
  static let unnamedArgument = "(qemu:arg)"
}

extension ExtraArguments.Port {
  /// The kind of the device in the guest.
  var kind: MappedPort.Kind { isConsole ? .console : .channel }

  /// Its id.
  var alias: String { id ?? WayIn.unnamedArgument }
}
