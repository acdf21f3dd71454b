internal import DomainModel
internal import QEMUOptions
internal import SourceText

extension OptionsToDomain {
  /// Adds a serial port, a parallel port, or a console of s390 machines.
  mutating func add(_ device: SerialDevice) {
    var unmapped = Self.unsaid(device)
    if device.isSharedWithMonitor { unmapped.append(UnmappedOption(.sharedMonitor, at: OptionLocation(device.range))) }
    let option = device.option ?? QEMUOption(.device, [], location: OptionLocation(device.range))
    let id = device.option?["id"]?.value.word
    let behind = source(at: device.chardev, device: id, option, &unmapped)
    if keepsSerial(device, unmapped) { return }
    if let target = consoleTarget(device.kind) {
      var console = Console(source: behind.source, target: ConsoleTarget(target))
      (console.log, console.alias) = (behind.log, alias(id, prefix: "console"))
      consoles.append(Translated(device: console, range: device.range, unmapped: unmapped))
      return
    }
    var port = SerialPort(source: behind.source)
    (port.log, port.alias) = (behind.log, alias(id, prefix: "serial"))
    port.target = target(device)
    port.address = address(device, &unmapped)
    if isParallel(device.kind) {
      parallels.append(Translated(device: port, range: device.range, unmapped: unmapped))
    } else {
      serials.append(Translated(device: port, range: device.range, unmapped: unmapped))
    }
  }

  /// The properties of the device that have no form.
  private static func unsaid(_ device: SerialDevice) -> [UnmappedOption] {
    guard let option = device.option, let driver = option.driver else { return [] }
    let said = (SerialDevice.drivers[driver] ?? []).union(["driver", "id", "chardev", "bus"])
    return option.properties.filter { !said.contains($0.key) }.map {
      UnmappedOption(.property(key: $0.key, of: driver), at: $0.keyLocation)
    }
  }

  /// On s390 machines the serial port is a console; returns its target type.
  private func consoleTarget(_ kind: SerialDevice.Kind) -> ConsoleTarget.Kind? {
    switch kind {
    case .device("sclpconsole"): .sclp
    case .device("sclplmconsole"): .sclplm
    case .machine where machine.architecture.hasPrefix("s390"): .sclp
    default: nil
    }
  }

  private func isParallel(_ kind: SerialDevice.Kind) -> Bool {
    if case .parallel = kind { true } else { kind == .device("isa-parallel") }
  }

  private func target(_ device: SerialDevice) -> SerialTarget {
    let number = serials.count
    switch device.kind {
    case .machine(let number): return SerialTarget(port: number)
    case .parallel(let number): return SerialTarget(port: number)
    case .debug: return SerialTarget(type: "isa-debug", port: number)
    case .device("isa-parallel"): return SerialTarget(port: device.option?.number("index") ?? parallels.count)
    case .device("spapr-vty"): return SerialTarget(type: "spapr-vio-serial", port: number)
    case .device(let driver): return SerialTarget(type: driver, port: device.option?.number("index") ?? number)
    }
  }

  private func address(_ device: SerialDevice, _ unmapped: inout [UnmappedOption]) -> Address? {
    guard let option = device.option, case .device(let driver) = device.kind else { return isaAddress(device) }
    switch driver {
    case "pci-serial":
      var problems: [OptionProblem] = []
      return SerialController(accepting: option, &problems).bus.pciAddress(option, &unmapped).map { Address(.pci($0)) }
    case "spapr-vty":
      var address = SpaprVIOAddress()
      address.reg = option.number("reg")
      return address.reg == nil ? nil : Address(.spaprVIO(address))
    default: return isaAddress(device)
    }
  }

  private func isaAddress(_ device: SerialDevice) -> Address? {
    var address = ISAAddress()
    address.iobase = device.option?.number("iobase")
    address.irq = device.option?.number("irq")
    if device.kind == .debug, address.iobase == nil { address.iobase = globalNumber("isa-debugcon", "iobase") ?? 0xE9 }
    return address.iobase == nil && address.irq == nil ? nil : Address(.isa(address))
  }

  /// The value that `-global` sets for a property.
  private func globalNumber(_ driver: String, _ key: String) -> Int? {
    view.commandLine.options.last { $0.flag == .global && $0["\(driver).\(key)"] != nil }?.number("\(driver).\(key)")
  }
}
