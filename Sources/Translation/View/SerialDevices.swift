internal import CommandText
internal import QEMUOptions
internal import SourceText

/// A serial or parallel port of a command line, or a console of s390 machines: `-serial`, `-parallel`, `-debugcon`, and the devices
/// that these are short for.
struct SerialDevice {
  /// What the guest sees.
  enum Kind: Hashable {
    /// An integrated serial port of the machine, with its number.
    case machine(Int)
    /// A QEMU device, such as `isa-serial`.
    case device(String)
    /// The debug console of x86 machines.
    case debug
    /// A parallel port, with its number.
    case parallel(Int)
  }

  let kind: Kind
  /// Where it is written.
  let range: SourceRange
  /// Its chardev, as an index in the table; nil if it has none.
  let chardev: Int?
  let isSharedWithMonitor: Bool
  /// The option of the device; nil for a short form.
  let option: QEMUOption?

  /// The devices that are understood, and what else they may state.
  static let drivers: [String: Set<String>] = [
    "isa-serial": ["iobase", "irq", "index"], "pci-serial": ["addr", "multifunction"], "usb-serial": [],
    "sclpconsole": [],
    "sclplmconsole": [], "isa-debugcon": ["iobase"], "isa-parallel": ["iobase", "irq", "index"], "spapr-vty": ["reg"],
  ]

  /// What each option with a short form is.
  static let options: Set = ["serial", "parallel", "debugcon"]
}

extension ParsedQEMUConfig {
  /// Adds the short forms: the first `-serial` is the first port of the machine.
  mutating func addSerialOptions() {
    var counts: [String: Int] = [:]
    for option in commandLine.foreignOptions where SerialDevice.options.contains(option.name) {
      guard let value = option.value else { continue }
      let number = counts[option.name, default: 0]
      counts[option.name] = number + 1
      let kind: SerialDevice.Kind =
        switch option.name {
        case "parallel": .parallel(number)
        case "debugcon": .debug
        default: .machine(number)
        }
      let shorthand = SerialShorthand(value)
      if shorthand.isUnknown { unreadSerials.append(("-" + option.name, option.range)) }
      add(shorthand, kind, option.range, isShared: false)
    }
  }

  private mutating func add(_ value: SerialShorthand, _ kind: SerialDevice.Kind, _ range: SourceRange, isShared: Bool) {
    switch value {
    case .withMonitor(let inner): add(inner, kind, range, isShared: true)
    case .chardev(let option): add(kind, range, chardevs.addUnnamed(option, at: range), isShared)
    case .reference(let id):
      let device = QEMUOption(.device, [], location: OptionLocation(range))
      add(kind, range, chardevs.take(id, for: device, at: OptionLocation(range)), isShared)
    case .none, .unknown: break
    }
  }

  private mutating func add(_ kind: SerialDevice.Kind, _ range: SourceRange, _ chardev: Int?, _ isShared: Bool) {
    serials.append(
      SerialDevice(kind: kind, range: range, chardev: chardev, isSharedWithMonitor: isShared, option: nil))
  }

  /// Adds a `-device` with a chardev; it takes that as a port does.
  mutating func addSerialDevice(_ option: QEMUOption, _ driver: String) {
    let chardev = option["chardev"]?.value.word.flatMap { id in
      chardevs.take(id, for: option, at: option["chardev"]?.valueLocation)
    }
    let kind: SerialDevice.Kind = driver == "isa-debugcon" ? .debug : .device(driver)
    serials.append(
      SerialDevice(
        kind: kind, range: option.location.range ?? SourceRange(at: 0), chardev: chardev, isSharedWithMonitor: false,
        option: option))
  }
}

extension QEMUOption {
  /// A property that is a number.
  func number(_ key: String) -> Int? {
    switch self[key]?.value {
    case .integer(let number): number
    case .text(let word), .string(let word): QEMUScalars.number(word).flatMap { Int(exactly: $0) }
    default: nil
    }
  }
}
