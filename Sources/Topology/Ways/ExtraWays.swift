internal import DomainModel
internal import Resolution
internal import Translation

/// What QEMU arguments add beside the controllers of a domain: serial ports, and ports on controllers of their own or on none.
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
    return extra.ports.compactMap(port) + extra.serials.enumerated().map { serial($1, number: $0) }
  }

  /// Nil for a port of the domain, and for one that has its number on a controller of the domain.
  private func port(_ port: ExtraArguments.Port) -> WayIn? {
    guard let argument = port.argument else { return nil }
    if port.number != nil, port.controller.map(controllers.contains) == true { return nil }
    return WayIn(
      kind: port.isConsole ? .console : .channel, id: port.alias, bus: port.controller, number: port.number,
      name: port.name, model: (port.isConsole ? MappedPort.Kind.console : .channel).driver, host: HostEnd(port.source),
      log: nil,
      fault: faults.message(in: argument), guest: guest(port), isArgument: true)
  }

  /// A name is the same on any controller; the numbers of one that libvirt does not know are not known.
  private func guest(_ port: ExtraArguments.Port) -> WayIn.Guest {
    guard let name = port.name, let number = port.number else { return .unknown }
    let plugged = PluggedPort(.channel, port.alias, 0, number, name: name, HostEnd(port.source))
    return .port(GuestEnd(plugged, guestNumber: nil, unit: Int.max, terminal: nil))
  }

  /// QEMU gives an ISA port without a number the next one, beginning with 0, whatever libvirt's have.
  private func serial(_ serial: ExtraArguments.Serial, number: Int) -> WayIn {
    let port = serial.device
    let kind = SerialKind(rawValue: port.target?.type ?? "")
    let end = kind == .isa ? port.target?.port.map { WayIn.Guest.serial(SerialEnd(.isa($0))) } : nil
    return WayIn(
      kind: .serial, id: serial.id ?? WayIn.unnamedArgument, bus: kind?.bus, number: port.target?.port, name: nil,
      model: port.target?.model?.name, host: HostEnd(asWritten: port.source, isRunning: isRunning), log: port.log?.file,
      fault: faults.message(in: serial.argument), guest: end ?? .unknown, isArgument: true)
  }
}

extension WayIn {
  /// What a device of an argument is called that has no id.
  static let unnamedArgument = "(qemu:arg)"
}

extension ExtraArguments.Port {
  /// Its id.
  var alias: String { id ?? WayIn.unnamedArgument }
}
