public import DomainModel
internal import QEMUOptions
public import SourceText

/// Reads controllers, channels and virtio consoles out of a command line, with the buses and numbers that QEMU chooses where they are
/// left open.
public struct OptionsToDomain: Sendable {
  /// The controllers, by their indexes.
  public private(set) var controllers: [Translated<Controller>] = []
  /// The channels, in the order of the command line.
  public private(set) var channels: [Translated<Channel>] = []
  /// The virtio consoles, in the order of the command line.
  public private(set) var consoles: [Translated<Console>] = []
  /// What is lost and belongs to none of these.
  public private(set) var otherLosses: [Loss] = []
  /// How many options there are that all this is not about.
  public private(set) var foreignOptions = 0

  /// What QEMU makes of the command line.
  public let view: QEMUView

  private let paths: [String: String]
  private let indexes: [Int]

  /// Reads a command line.
  /// - Parameter paths: the paths of sockets and files that were passed as descriptors, by the id of their device.
  public init(_ view: QEMUView, paths: [String: String] = [:]) {
    self.view = view
    self.paths = paths
    indexes = ControllerIndexes.choose(for: view.buses.map(\.controller.id))
    for (bus, index) in zip(view.buses, indexes) { add(bus, index) }
    channels.reserveCapacity(view.ports.count + view.forwards.count)
    for port in view.ports { add(port) }
    for forward in view.forwards { add(forward) }
    controllers.sort { ($0.device.index ?? 0) < ($1.device.index ?? 0) }
    channels.sort { $0.range < $1.range }
    consoles.sort { $0.range < $1.range }
    let rest = Remainder(view)
    otherLosses += rest.losses
    foreignOptions = rest.foreignOptions
  }

  /// All that is lost, in the order of the command line.
  public var losses: [Loss] {
    let all = controllers.flatMap(\.losses) + channels.flatMap(\.losses) + consoles.flatMap(\.losses) + otherLosses
    return all.sorted { $0.range < $1.range }
  }
}

/// A device of a domain that was read from a command line.
public struct Translated<Device: Sendable>: Sendable {
  /// The device.
  public let device: Device
  /// Where its option stands.
  public let range: SourceRange
  /// What its options say that the device does not.
  public let losses: [Loss]
}

extension OptionsToDomain {
  private mutating func add(_ bus: SerialBus, _ index: Int) {
    var losses = Loss.unsaid(bus.leftovers, of: bus.controller.driver)
    let controller = Controller(bus.controller, index: index, option: bus.option, &losses)
    controllers.append(Translated(device: controller, range: bus.option.place, losses: losses))
  }

  private mutating func add(_ port: PluggedPort) {
    var losses = Loss.unsaid(port.leftovers, of: port.port.driver)
    let behind = source(at: port.chardev, device: port.port.id, port.option, &losses)
    let alias = port.port.id.map { Alias($0) }
    let address = address(of: port, &losses)
    if port.port.driver == VirtioPort.consoleDriver {
      if let name = port.port.name { losses.append(Loss(.consoleName(name), at: port.option["name"]?.valueSpot)) }
      var console = Console(source: behind.source, target: ConsoleTarget(.virtio), address: address)
      (console.log, console.alias) = (behind.log, alias)
      consoles.append(Translated(device: console, range: port.option.place, losses: losses))
    } else {
      var channel = Channel(source: behind.source, target: .virtio(name: port.port.name), address: address)
      (channel.log, channel.alias) = (behind.log, alias)
      channels.append(Translated(device: channel, range: port.option.place, losses: losses))
    }
  }

  private mutating func add(_ forward: Forward) {
    guard forward.rule.chardev != nil else {
      return otherLosses.append(Loss(.forward(forward.text), at: forward.option["guestfwd"]?.valueSpot))
    }
    var losses: [Loss] = []
    let behind = source(at: forward.chardev, device: forward.id, forward.option, &losses)
    let address = forward.rule.address.flatMap { $0.isEmpty ? nil : $0 } ?? "10.0.2.4"
    let target = ChannelTarget(.guestfwd(GuestfwdTarget(address: address, port: forward.rule.port)))
    var channel = Channel(source: behind.source, target: target)
    (channel.log, channel.alias) = (behind.log, forward.id.map { Alias($0) })
    channels.append(Translated(device: channel, range: forward.option.place, losses: losses))
  }

  private func address(of port: PluggedPort, _ losses: inout [Loss]) -> Address? {
    guard let bus = port.bus else {
      losses.append(Loss(.portWithoutBus, at: port.option.spot))
      return nil
    }
    return Address(.virtioSerial(VirtioSerialAddress(controller: indexes[bus], bus: 0, port: port.number)))
  }
}

extension OptionsToDomain {
  /// What stands behind a device, by the place of its chardev.
  private func source(
    at chardev: Int?, device: String?, _ option: QEMUOption, _ losses: inout [Loss]
  ) -> (source: ChardevSource, log: ChardevLog?) {
    guard let entry = chardev.map({ view.chardevs.entries[$0] }) else {
      losses.append(Loss(.portWithoutChardev, at: option["chardev"]?.valueSpot ?? option.spot))
      return (.null, nil)
    }
    let word = entry.chardev.backend.word
    var kinds: [Loss.Kind] = []
    var source = ChardevSource(entry.chardev.backend, &kinds)
    if source == nil {
      kinds.append(.backend(word))
    } else {
      losses += Loss.unsaid(entry.leftovers, of: "a \(word) chardev", known: KnownProperties.chardev)
    }
    if let path = device.flatMap({ paths[$0] }) {
      source?.setPath(path)
      kinds.removeAll { if case .descriptor = $0 { true } else { false } }
    }
    let log = log(of: entry.chardev, device, &kinds)
    losses += kinds.map { Loss($0, at: entry.option.spot) }
    return (source ?? .null, log)
  }

  private func log(of chardev: Chardev, _ device: String?, _ losses: inout [Loss.Kind]) -> ChardevLog? {
    guard let file = chardev.logfile else { return nil }
    let path = device.flatMap { paths["\($0)-log"] }
    if path == nil { noteDescriptorSet(file, &losses) }
    return ChardevLog(file: path ?? file, append: chardev.logappend.map(OnOff.init))
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

extension Loss {
  /// The properties that nobody asked for and QEMU knows; those that it does not know are faults.
  fileprivate static func unsaid(_ leftovers: [OptionProblem], of device: String, known: Set<String>) -> [Loss] {
    leftovers.compactMap {
      guard case .unknownProperty(let key) = $0.kind, known.contains(key) else { return nil }
      return Loss(.property(key: key, of: device), at: Spot($0.range))
    }
  }

  /// The properties of a device.
  fileprivate static func unsaid(_ leftovers: [OptionProblem], of driver: String) -> [Loss] {
    unsaid(leftovers, of: driver, known: KnownProperties.of(driver: driver) ?? [])
  }
}

extension QEMUOption {
  fileprivate var place: SourceRange { spot.range ?? SourceRange(at: 0) }
}
