internal import DomainModel
public import QEMUOptions
internal import Resolution
internal import SourceText

/// The configuration that QEMU derives from a command line: controllers, their ports with the assigned numbers, and
/// the chardevs of the ports.
public struct ParsedQEMUConfig: Sendable {
  /// The command line that was parsed.
  public let commandLine: QEMUCommandLine
  /// The problems of the command line, in the order of the text.
  public private(set) var faults: [QEMUFault] = []

  /// The controllers in the order in which QEMU makes them.
  private(set) var buses: [SerialBus] = []
  /// The ports in the order in which QEMU makes them.
  private(set) var ports: [PluggedPort] = []
  /// The serial and parallel ports.
  var serials: [SerialDevice] = []
  /// The values of `-serial` and its like that QEMU would not understand.
  var unreadSerials: [(flag: String, range: SourceRange)] = []
  /// The identifiers of PCI functions that s390 guests see, by the ids of the devices.
  private(set) var zpci: [String: QEMUOption] = [:]
  /// The options that ask for a list of what there is: QEMU prints it and exits.
  let helps: [QEMUOption]
  /// The networks that forward to chardevs.
  private(set) var forwards: [Forward] = []
  /// The `-global`, `-set` and `-nic` options that affect controllers, ports and chardevs, by their indices among the
  /// options.
  let usedSettings: Set<Int>
  /// The chardevs.
  var chardevs: ChardevTable

  private var order: DeviceOrder
  /// The buses of the controllers and what is plugged into them.
  private var serial: VirtioSerialBuses
  /// Where the ids of devices are written.
  private var deviceIDs: [String: OptionLocation] = [:]
  private var unnamedBuses = 0
  /// The indices of the controllers in `buses`, by bus name.
  private var busesByName: [String: Int] = [:]
  /// For each name that a controller's bus may have, where the last such controller is made.
  private let makings: [String: Int]

  /// Parses a command line.
  public init(_ commandLine: QEMUCommandLine) {
    self.commandLine = commandLine
    let effective = EffectiveOptions(commandLine)
    let options = effective.options
    usedSettings = effective.used
    helps = effective.helps
    faults = effective.strays.map {
      QEMUFault(.setOfNothing($0.id, group: $0.group, inJSON: $0.isInJSON), at: $0.option.location)
    }
    order = DeviceOrder(options, looksAtPCIFirst: commandLine.isForRISCV)
    serial = VirtioSerialBuses()
    chardevs = ChardevTable(options)
    makings = order.lastMakings
    for option in options where option.flag == .netdev { addForward(option) }
    addSerialOptions()
    ports.reserveCapacity(order.devices.count)
    deviceIDs.reserveCapacity(order.devices.count)
    for (index, option) in order.devices.enumerated() {
      noteID(option)
      if SerialBus.isController(option.driver) {
        order.plug(option, controller: buses.count)
        addController(option)
      } else if option.driver == VirtioPort.channelDriver || option.driver == VirtioPort.consoleDriver {
        addPort(option, at: index)
      } else {
        order.plug(option)
        addOther(option)
      }
    }
    finish()
  }
}

/// A port of a command line, plugged in.
struct PluggedPort: Sendable {
  let option: QEMUOption
  let port: VirtioPort
  let leftovers: [OptionProblem]
  /// The controller that it is plugged into, as an index in the view's buses; nil if there is none.
  let bus: Int?
  /// Its number there.
  let number: Int?
  /// Its chardev, as an index among the view's chardevs; nil if it has none.
  let chardev: Int?
}

/// A network that forwards an address of the guest's network to a chardev.
struct Forward: Sendable {
  let option: QEMUOption
  let id: String?
  /// The rule as it is written.
  let text: String
  let rule: GuestForwardRule
  /// Its chardev, as an index among the view's chardevs; nil if it has none.
  let chardev: Int?
}

extension ParsedQEMUConfig {
  private mutating func addController(_ option: QEMUOption) {
    var problems: [OptionProblem] = []
    let controller = SerialController(accepting: option, &problems)
    note(problems, option)
    if let count = controller.maxPorts, !(1...Controller.maximumPortCount).contains(count) {
      faults.append(QEMUFault(.maxPorts(count), at: option["max_ports"]?.valueLocation))
    }
    let name = busName(controller)
    busesByName[name] = busesByName[name] ?? buses.count
    // Of a controller that QEMU refuses, nothing is said of its ports.
    let isRefused = controller.maxPorts.map { !(1...Controller.maximumPortCount).contains($0) } ?? false
    _ = serial.addBus(portCount: isRefused ? Controller.maximumPortCount : controller.maxPorts)
    buses.append(SerialBus(option, controller, leftovers: problems, name: name))
  }

  /// A serial port, or the identifiers of a PCI function.
  private mutating func addOther(_ option: QEMUOption) {
    guard let driver = option.driver else { return }
    if driver == "zpci", let target = option["target"]?.value.word {
      zpci[target] = option
    } else if SerialDevice.drivers[driver] != nil {
      addSerialDevice(option, driver)
    }
  }

  /// `<id>.0`, or a name of QEMU's own that counts the controllers without an id.
  private mutating func busName(_ controller: SerialController) -> String {
    if let id = controller.id { return "\(id).0" }
    defer { unnamedBuses += 1 }
    return "virtio-serial-bus.\(unnamedBuses)"
  }

  private mutating func addPort(_ option: QEMUOption, at index: Int) {
    var problems: [OptionProblem] = []
    let port = VirtioPort(accepting: option, &problems)
    note(problems, option)
    let bus = findBus(port, option, at: index)
    let result = serial.plug(
      into: bus, at: port.requestedNumber, isConsole: port.driver == VirtioPort.consoleDriver, name: port.name)
    faults += result.refusals.map { fault(of: option, on: bus, $0) }
    let chardev = port.chardev.flatMap { id in
      id.isEmpty ? nil : chardevs.take(id, for: option, at: option["chardev"]?.valueLocation)
    }
    ports.append(
      PluggedPort(
        option: option, port: port, leftovers: problems, bus: bus, number: result.port?.number, chardev: chardev))
  }

  private mutating func findBus(_ port: VirtioPort, _ option: QEMUOption, at index: Int) -> Int? {
    guard let name = port.bus else {
      let bus = order.defaultController
      if bus == nil { faults.append(QEMUFault(.noBus(driver: port.driver), at: option["driver"]?.valueLocation)) }
      return bus
    }
    if let bus = busesByName[name] { return bus }
    let comesLater = makings[name].map { $0 > index } ?? false
    let isJSON = comesLater && makings[name].map { order.devices[$0].isJSON } == true
    let kind: QEMUFault.Kind =
      comesLater
      ? .busComesLater(name, afterPlain: isJSON && !option.isJSON) : .unknownBus(name, known: buses.map(\.name))
    faults.append(QEMUFault(kind, at: option["bus"]?.valueLocation))
    return nil
  }

  /// Words a refusal of a port, at the property it is about.
  private func fault(of option: QEMUOption, on bus: Int?, _ refusal: VirtioSerialBuses.Refusal) -> QEMUFault {
    let number = option["nr"]?.valueLocation ?? option["driver"]?.valueLocation
    switch refusal {
    case .numberTaken(let port, let holder):
      let other = ports[holder].option
      return QEMUFault(.portTaken(port.number), at: number, other: other["nr"]?.valueLocation ?? other.location)
    case .numberReserved: return QEMUFault(.portZero, at: number)
    case .outOfRange(let port, let highest):
      let count = bus.flatMap { buses[$0].option["max_ports"]?.valueLocation }
      return QEMUFault(.portOutOfRange(port.number, highest: highest), at: number, other: count)
    case .nameTaken(let name, let holder):
      let other = ports[holder].option["name"]?.valueLocation
      return QEMUFault(.nameTaken(name), at: option["name"]?.valueLocation, other: other)
    }
  }

  private mutating func noteID(_ option: QEMUOption) {
    guard let id = option["id"]?.value.word else { return }
    let location = option["id"]?.valueLocation
    if !QEMUScalars.isIdentifier(id) && !option.isJSON { faults.append(QEMUFault(.badID(id), at: location)) }
    if let other = deviceIDs[id] {
      faults.append(QEMUFault(.duplicateID(id), at: location, other: other))
    } else {
      deviceIDs[id] = location
    }
  }

  private mutating func addForward(_ option: QEMUOption) {
    var problems: [OptionProblem] = []
    let network = GuestForward(accepting: option, &problems)
    for text in network.guestfwd {
      let rule = GuestForwardRule(text)
      let chardev = rule.chardev.flatMap { chardevs.take($0, for: option, at: option["guestfwd"]?.valueLocation) }
      forwards.append(Forward(option: option, id: network.id, text: text, rule: rule, chardev: chardev))
    }
  }

  private mutating func note(_ problems: [OptionProblem], _ option: QEMUOption) {
    let driver = option.driver ?? ""
    faults += QEMUFault.faults(problems, option, known: KnownProperties.of(driver: driver) ?? [], of: driver)
  }

  private mutating func finish() {
    deviceIDs = [:]
    faults += chardevs.faults
    let unknown = UnknownValues(commandLine.problems)
    if !unknown.isEmpty { faults.removeAll { unknown.overlap($0.range) } }
    var places = Set(faults.map(\.range))
    if faults.contains(where: \.isSummary) { places.formUnion(commandLine.unknownPropertyRanges) }
    faults += commandLine.problems.compactMap { problem in
      // A bare word that is not a property at all is that, and no short boolean.
      if case .shortBoolean(let word, _, _) = problem.kind, let range = problem.range {
        guard !places.contains(range), !unknown.overlap(range), word != "help", word != "?" else { return nil }
      }
      return QEMUFault(.text(problem.kind), at: problem.range)
    }
    faults.sort { $0.range < $1.range }
  }
}
