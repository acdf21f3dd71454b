public import DomainModel
internal import QEMUOptions
public import SourceText

/// Converts the controllers, channels and consoles of a command line to a domain, with the buses and port numbers that QEMU assigns if
/// they are not specified.
public struct OptionsToDomain: Sendable {
  /// The controllers, in the order of their indices.
  public private(set) var controllers: [Translated<Controller>] = []
  /// The channels, in the order of the command line.
  public private(set) var channels: [Translated<Channel>] = []
  /// The virtio consoles, in the order of the command line.
  public internal(set) var consoles: [Translated<Console>] = []
  /// The serial ports, in the order of the command line.
  public internal(set) var serials: [Translated<SerialPort>] = []
  /// The parallel ports, in the order of the command line.
  public internal(set) var parallels: [Translated<SerialPort>] = []
  /// The unmapped options that belong to none of these devices.
  public private(set) var otherLosses: [UnmappedOption] = []
  /// All other options, in the order of the command line.
  public private(set) var remaining: [RemainingOption] = []
  /// The machine of the command line.
  public let machine: CommandMachine

  /// QEMU's configuration from the command line.
  public let view: ParsedQEMUConfig

  private let paths: [String: String]
  let indexes: [Int]
  /// Whether devices that domain XML cannot express in full are not converted but kept as options.
  let keepsOptions: Bool
  /// The options that are kept for this reason.
  var kept: [RemainingOption] = []
  /// The chardevs that these use.
  var keptChardevs: Set<String> = []

  /// Converts a command line.
  /// - Parameters:
  ///   - paths: The paths of sockets and files that are passed as file descriptors, by the id of their device.
  ///   - keepsOptions: Whether devices that domain XML cannot express in full are not converted, but added to ``remaining``.
  public init(_ view: ParsedQEMUConfig, paths: [String: String] = [:], keepsOptions: Bool = false) {
    self.view = view
    self.keepsOptions = keepsOptions
    self.paths = paths
    machine = CommandMachine(view.commandLine)
    indexes = ControllerIndexes.choose(for: view.buses.map(\.controller.id))
    for (bus, index) in zip(view.buses, indexes) { add(bus, index) }
    channels.reserveCapacity(view.ports.count + view.forwards.count)
    for port in view.ports { add(port) }
    for forward in view.forwards { add(forward) }
    for serial in view.serials { add(serial) }
    controllers.sort { ($0.device.index ?? 0) < ($1.device.index ?? 0) }
    channels.sort { $0.range < $1.range }
    consoles.sort { $0.range < $1.range }
    let rest = LeftoverOptions(view, keptChardevs: keptChardevs, keepsUnusedChardevs: keepsOptions)
    otherLosses += rest.unmapped
    remaining = (rest.remaining + kept).sorted { $0.range < $1.range }
  }

  /// All unmapped options, in the order of the command line.
  public var unmapped: [UnmappedOption] {
    let all =
      controllers.flatMap(\.unmapped) + channels.flatMap(\.unmapped) + consoles.flatMap(\.unmapped)
      + serials.flatMap(\.unmapped) + parallels.flatMap(\.unmapped) + otherLosses
    return all.sorted { $0.range < $1.range }
  }
}

/// A device of a domain that was read from a command line.
public struct Translated<Device: Sendable>: Sendable {
  /// The converted device.
  public let device: Device
  /// The range of its option.
  public let range: SourceRange
  /// The parts of its options that the XML cannot express.
  public let unmapped: [UnmappedOption]
}

extension OptionsToDomain {
  private mutating func add(_ bus: SerialBus, _ index: Int) {
    var unmapped = UnmappedOption.unsaid(bus.leftovers, of: bus.controller.driver)
    var controller = Controller(bus.controller, index: index, option: bus.option, &unmapped)
    controller.alias = alias(bus.controller.id, prefix: "virtio-serial")
    addIdentifiers(bus, to: &controller, &unmapped)
    keepsProperties(of: bus, &unmapped)
    controllers.append(Translated(device: controller, range: bus.option.sourceRange, unmapped: unmapped))
  }

  private mutating func add(_ port: PluggedPort) {
    var unmapped = UnmappedOption.unsaid(port.leftovers, of: port.port.driver)
    let behind = source(at: port.chardev, device: port.port.id, port.option, &unmapped)
    let isConsole = port.port.driver == VirtioPort.consoleDriver
    let alias = alias(port.port.id, prefix: isConsole ? "console" : "channel")
    let address = address(of: port, &unmapped)
    if isConsole, let name = port.port.name {
      unmapped.append(UnmappedOption(.consoleName(name), at: port.option["name"]?.valueLocation))
    }
    if keepsPort(port, unmapped) { return }
    if isConsole {
      var console = Console(source: behind.source, target: ConsoleTarget(.virtio), address: address)
      (console.log, console.alias) = (behind.log, alias)
      consoles.append(Translated(device: console, range: port.option.sourceRange, unmapped: unmapped))
    } else {
      var channel = Channel(source: behind.source, target: .virtio(name: port.port.name), address: address)
      (channel.log, channel.alias) = (behind.log, alias)
      channels.append(Translated(device: channel, range: port.option.sourceRange, unmapped: unmapped))
    }
  }

  private mutating func add(_ forward: Forward) {
    guard forward.rule.chardev != nil else {
      return otherLosses.append(UnmappedOption(.forward(forward.text), at: forward.option["guestfwd"]?.valueLocation))
    }
    var unmapped: [UnmappedOption] = []
    let behind = source(at: forward.chardev, device: forward.id, forward.option, &unmapped)
    let address = forward.rule.address.flatMap { $0.isEmpty ? nil : $0 } ?? "10.0.2.4"
    let target = ChannelTarget(.guestfwd(GuestfwdTarget(address: address, port: forward.rule.port)))
    var channel = Channel(source: behind.source, target: target)
    (channel.log, channel.alias) = (behind.log, alias(forward.id, prefix: "channel"))
    channels.append(Translated(device: channel, range: forward.option.sourceRange, unmapped: unmapped))
  }

  private func address(of port: PluggedPort, _ unmapped: inout [UnmappedOption]) -> Address? {
    if let devno = port.port.devno {
      if let address = CCWAddress(devno) { return Address(.ccw(address)) }
      unmapped.append(UnmappedOption(.address(devno), at: port.option["devno"]?.valueLocation))
    }
    guard let bus = port.bus else {
      unmapped.append(UnmappedOption(.portWithoutBus, at: port.option.location))
      return nil
    }
    return Address(.virtioSerial(VirtioSerialAddress(controller: indexes[bus], bus: 0, port: port.number)))
  }
}

extension OptionsToDomain {
  /// The source of a device, by the index of its chardev.
  func source(
    at chardev: Int?, device: String?, _ option: QEMUOption, _ unmapped: inout [UnmappedOption]
  ) -> (source: ChardevSource, log: ChardevLog?) {
    guard let entry = chardev.map({ view.chardevs.entries[$0] }) else {
      unmapped.append(UnmappedOption(.portWithoutChardev, at: option["chardev"]?.valueLocation ?? option.location))
      return (.null, nil)
    }
    let word = entry.chardev.backend.word
    var kinds: [UnmappedOption.Kind] = []
    var source = ChardevSource(entry.chardev.backend, &kinds)
    if source == nil {
      kinds.append(.backend(word))
    } else {
      unmapped += UnmappedOption.unsaid(entry.leftovers, of: "a \(word) chardev", known: KnownProperties.chardev)
    }
    if let path = device.flatMap({ paths[$0] }) {
      source?.setPath(path)
      kinds.removeAll { if case .descriptor = $0 { true } else { false } }
    }
    let log = log(of: entry.chardev, device, &kinds)
    unmapped += kinds.map { UnmappedOption($0, at: entry.option.location) }
    return (source ?? .null, log)
  }

  private func log(of chardev: Chardev, _ device: String?, _ unmapped: inout [UnmappedOption.Kind]) -> ChardevLog? {
    guard let file = chardev.logfile else { return nil }
    let path = device.flatMap { paths["\($0)-log"] }
    if path == nil { noteDescriptorSet(file, &unmapped) }
    return ChardevLog(file: path ?? file, append: chardev.logappend.map(OnOff.init))
  }
}

extension OptionsToDomain {
  /// The alias that keeps an id: libvirt assigns names such as `channel0` itself, and keeps others that begin with `ua-`.
  func alias(_ id: String?, prefix: String) -> Alias? {
    guard let id, !id.isEmpty else { return nil }
    if id.hasPrefix(prefix), !id.dropFirst(prefix.count).isEmpty, id.dropFirst(prefix.count).allSatisfy(\.isNumber) {
      return Alias(id)
    }
    let alias = Alias(id.hasPrefix("ua-") ? id : "ua-\(id)")
    return alias.isUserAlias ? alias : nil
  }

  /// What an s390 guest knows the controller by: `-device zpci,target=ID`.
  private func addIdentifiers(_ bus: SerialBus, to controller: inout Controller, _ unmapped: inout [UnmappedOption]) {
    guard let id = bus.controller.id, let option = view.zpci[id] else { return }
    var address = controller.address?.pci ?? PCIAddress()
    address.zpci = ZPCI(uid: option.number("uid"), fid: option.number("fid"))
    guard controller.address == nil || controller.address?.pci != nil else {
      return unmapped.append(UnmappedOption(.zpci(id), at: option.location))
    }
    controller.address = Address(.pci(address))
  }
}

extension ChardevSource {
  fileprivate mutating func setPath(_ path: String) {
    switch self {
    case .unix(var source):
      source.path = path
      self = .unix(source)
    case .file(var source):
      source.path = path
      self = .file(source)
    default: break
    }
  }
}

extension UnmappedOption {
  /// The properties that were not used and QEMU knows; those that it does not know are faults.
  fileprivate static func unsaid(_ leftovers: [OptionProblem], of device: String, known: Set<String>)
    -> [UnmappedOption]
  {
    leftovers.compactMap {
      guard case .unknownProperty(let key) = $0.kind, known.contains(key) else { return nil }
      return UnmappedOption(.property(key: key, of: device), at: OptionLocation($0.range))
    }
  }

  /// The properties of a device.
  fileprivate static func unsaid(_ leftovers: [OptionProblem], of driver: String) -> [UnmappedOption] {
    unsaid(leftovers, of: driver, known: KnownProperties.of(driver: driver) ?? [])
  }
}

extension QEMUOption {
  fileprivate var sourceRange: SourceRange { location.range ?? SourceRange(at: 0) }
}
