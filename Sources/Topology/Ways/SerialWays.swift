internal import DomainModel
internal import Resolution

/// Numbers the serial and parallel ports of a domain as guests do.
struct SerialWays {
  private let machine: Machine
  private let versions: Versions
  private let id: Int?
  private let faults: DeviceFaults
  private let serials: [ResolvedSerial]
  private let parallels: [ResolvedParallel]
  private let consoles: [ResolvedConsole]

  init(_ domain: ResolvedDomain, runningAs id: Int?, faults: DeviceFaults) {
    machine = domain.machine
    versions = domain.versions
    self.id = id
    self.faults = faults
    serials = domain.serials
    parallels = domain.parallels
    consoles = domain.consoles
  }

  /// The ways in.
  var all: [WayIn] { serials.indices.map(serial) + operatorConsoles + parallels.map(parallel) }

  /// How many terminals come before virtio consoles: Linux counts those of a pseries machine first.
  var terminalsBefore: Int { serials.count { $0.kind == .spaprVIO } }

  private func serial(_ index: Int) -> WayIn {
    let serial = serials[index]
    return WayIn(
      kind: .serial, id: serial.id, bus: serial.kind?.bus, number: serial.number, name: nil, model: serial.model,
      host: HostEnd(asWritten: serial.source, isRunning: id != nil), log: serial.log?.file,
      fault: faults[serial.sourceNode], guest: .serial(SerialEnd(end(of: index))))
  }

  private func parallel(_ port: ResolvedParallel) -> WayIn {
    WayIn(
      kind: .parallel, id: port.id, bus: "isa", number: port.number, name: nil, model: "isa-parallel",
      host: HostEnd(asWritten: port.source, isRunning: id != nil), log: port.log?.file, fault: faults[port.sourceNode],
      guest: .serial(SerialEnd(.parallel(port.number))))
  }

  /// The consoles of an s390 machine that are no virtio devices.
  private var operatorConsoles: [WayIn] {
    consoles.compactMap { console in
      guard let type = console.console.target?.type, type == .sclp || type == .sclplm else { return nil }
      return WayIn(
        kind: .console, id: console.id, bus: "sclp", number: nil, name: nil, model: "\(type)console",
        host: HostEnd(asWritten: console.console.source, isRunning: false), log: console.console.log?.file,
        fault: faults[console.console.sourceNode], guest: .serial(SerialEnd(.sclp(isLineMode: type == .sclplm))))
    }
  }
}

extension SerialWays {
  private func end(of index: Int) -> SerialEnd.Kind {
    let serial = serials[index]
    switch serial.kind {
    case .isa: return .isa(serial.guestNumber)
    case .pci: return .pci(pciNumbers(of: index))
    case .usb: return .usb(position(of: index))
    case .spaprVIO: return .vty(terminalNumber(of: index))
    case .sclp: return .sclp(isLineMode: serial.model == "sclplmconsole")
    case .isaDebug: return .debug(address: serial.statedIOPort ?? 0xE9)
    case .system, nil: return boardEnd(of: index)
    }
  }

  /// libvirt knows no type for the ports of boards other than virt machines.
  private func boardEnd(of index: Int) -> SerialEnd.Kind {
    let number = position(of: index)
    guard number < machine.integratedSerialCount(versions) else { return .absent }
    return machine.isPowerMac ? .zilog(number) : .board(number, isARM: machine.isARM)
  }

  /// How many ports of the kind come before.
  private func position(of index: Int) -> Int { serials[..<index].count { $0.kind == serials[index].kind } }

  /// Linux gives a UART on PCI the first of its usual four ports where there is no UART, if it is built for four (Debian's is), and one
  /// behind those if it is built for more (Fedora's is). Source: `serial8250_find_match_or_unused`.
  private func pciNumbers(of index: Int) -> [Int] {
    let taken = serials.filter { $0.kind == .isa }.map(\.guestNumber)
    let place = position(of: index)
    let free = (0..<4).filter { !taken.contains($0) }
    return (free.indices.contains(place) ? [free[place]] : []) + [4 + place]
  }

  /// Terminals are found in the order of their addresses, which libvirt gives out upwards.
  private func terminalNumber(of index: Int) -> Int {
    let addresses = terminalAddresses
    guard let own = addresses[index] else { return position(of: index) }
    return addresses.values.count { $0 < own }
  }

  private var terminalAddresses: [Int: Int] {
    var addresses: [Int: Int] = [:]
    for (index, serial) in serials.enumerated() where serial.kind == .spaprVIO {
      addresses[index] = serial.address?.vioRegister
    }
    for (index, serial) in serials.enumerated() where serial.kind == .spaprVIO && addresses[index] == nil {
      var register = 0x3000_0000
      while addresses.values.contains(register) { register += 0x1000 }
      addresses[index] = register
    }
    return addresses
  }
}

extension Address {
  fileprivate var vioRegister: Int? {
    if case .spaprVIO(let vio) = kind { vio.reg } else { nil }
  }
}
