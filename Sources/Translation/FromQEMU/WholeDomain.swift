internal import CommandText
internal import QEMUOptions
internal import SourceText
internal import XMLTree

/// A whole domain from a command line: machine, memory, processors, firmware, and the devices that one option each describes. What is
/// not understood in full is left among the remaining options.
struct WholeDomain {
  let machine: CommandMachine
  var remaining: [RemainingOption]
  private var memory = NewElement("memory", ["unit": "MiB"], text: "128")
  private var name = "vm"
  private var uuid: String?
  private var processorCount = 1
  /// The value of `-cpu`.
  private var processor: String?
  private var topology: NewElement?
  /// Elements in `<os>`.
  private var boot: [NewElement] = []
  private var clock: NewElement?
  private var hasACPI = true
  /// The devices before those that the model describes.
  var devices: [NewDevice] = []
  private let emulator: String?

  init(_ domain: OptionsToDomain) {
    machine = domain.machine
    remaining = domain.remaining
    emulator = domain.view.commandLine.program.map(\.text).flatMap { $0.hasPrefix("/") ? $0 : nil }
    var rest: [RemainingOption] = []
    for option in domain.remaining where !take(option) { rest.append(option) }
    remaining = rest
    addDevices()
  }

  /// The domain with the devices of a command line.
  func result(with others: [NewDevice], of domain: OptionsToDomain) -> ResultDomain {
    ResultDomain(
      type: machine.domainType, head,
      others: (emulator.map { [NewElement("emulator", text: $0)] } ?? []) + machine.omissions,
      devices: devices + others, of: domain, remaining: remaining)
  }

  /// The elements before `<devices>`.
  private var head: [NewElement] {
    let elements = [
      NewElement("name", text: name), uuid.map { NewElement("uuid", text: $0) }, memory,
      NewElement("vcpu", text: "\(processorCount)"), NewElement("os", [:], [machine.typeElement] + boot), features, cpu,
      clock,
    ]
    return elements.compactMap(\.self)
  }

  private var features: NewElement? {
    guard hasACPI, ["x86_64", "i686"].contains(machine.architecture) else { return nil }
    return NewElement("features", [:], [NewElement("acpi"), NewElement("apic")])
  }

  private var cpu: NewElement? {
    switch processor {
    case "host": NewElement("cpu", ["mode": "host-passthrough"], [topology])
    case "max": NewElement("cpu", ["mode": "maximum"], [topology])
    case let model?:
      NewElement(
        "cpu", ["mode": "custom", "match": "exact"],
        [NewElement("model", ["fallback": "forbid"], text: model), topology])
    case nil: topology.map { NewElement("cpu", [:], [$0]) }
    }
  }
}

extension WholeDomain {
  /// Takes an option that is about the domain itself.
  private mutating func take(_ option: RemainingOption) -> Bool {
    let value = option.value
    switch option.name {
    case "name": return takeName(value)
    case "uuid": uuid = value
    case "m": return takeMemory(value)
    case "smp": return takeProcessors(value)
    case "cpu": return takeModel(value)
    case "machine", "M": return takeMachine(value)
    case "accel": return ["kvm", "tcg"].contains(value)
    case "kernel", "initrd", "dtb": boot.append(NewElement(option.name, text: value))
    case "append": boot.append(NewElement("cmdline", text: value))
    case "bios": boot.insert(NewElement("loader", ["type": "rom"], text: value), at: 0)
    case "rtc": return takeClock(value)
    case "no-acpi": hasACPI = false
    case "enable-kvm", "nodefaults", "no-user-config", "nographic", "S", "daemonize": break
    case "display": return value == "none"
    case "msg", "pidfile": break
    default: return false
    }
    return true
  }

  private mutating func takeName(_ value: String) -> Bool {
    let properties = Properties(value, implied: "guest")
    guard let guest = properties["guest"], properties.has(only: ["guest", "debug-threads"]) else { return false }
    name = guest.filter { $0 != "/" && !$0.isNewline }
    return !name.isEmpty
  }

  private mutating func takeMemory(_ value: String) -> Bool {
    let properties = Properties(value, implied: "size")
    guard let size = properties["size"], properties.has(only: ["size"]) else { return false }
    let digits = size.prefix(while: \.isNumber)
    let units = ["": "MiB", "M": "MiB", "G": "GiB", "K": "KiB", "T": "TiB"]
    guard !digits.isEmpty, let unit = units[size.dropFirst(digits.count).uppercased()] else { return false }
    memory = NewElement("memory", ["unit": unit], text: String(digits))
    return true
  }

  private mutating func takeProcessors(_ value: String) -> Bool {
    let properties = Properties(value, implied: "cpus")
    guard properties.has(only: ["cpus", "sockets", "cores", "threads"]) else { return false }
    let parts = ["sockets", "cores", "threads"].map { properties[$0].flatMap { Int($0) } }
    let product = parts.reduce(1) { $0.multipliedReportingOverflow(by: $1 ?? 1).partialValue }
    guard let count = properties["cpus"].map({ Int($0) }) ?? product, count > 0 else { return false }
    processorCount = count
    if let sockets = parts[0], let cores = parts[1], let threads = parts[2], product == count {
      topology = NewElement("topology", ["sockets": "\(sockets)", "cores": "\(cores)", "threads": "\(threads)"])
    }
    return parts.allSatisfy { $0 == nil } || product == count
  }

  private mutating func takeModel(_ value: String) -> Bool {
    guard !value.contains(","), !value.contains("+"), !["help", "?"].contains(value) else { return false }
    processor = value
    return true
  }

  private mutating func takeClock(_ value: String) -> Bool {
    guard let base = Properties(value, implied: "")["base"], ["utc", "localtime"].contains(base) else { return false }
    clock = NewElement("clock", ["offset": base])
    return Properties(value, implied: "").has(only: ["base"])
  }

  private func takeMachine(_ value: String) -> Bool {
    let properties = Properties(value, implied: "type")
    return properties.has(only: ["type", "accel"])
  }

  mutating func addBoot(_ element: NewElement) { boot.append(element) }
}

/// The properties of a remaining option.
struct Properties {
  private let option: QEMUOption

  init(_ value: String, implied: String) {
    let flags = ["guest": "type", "size": "type", "cpus": "type", "type": "type"]
    let flag: OptionFlag = flags[implied] == nil ? .set : .netdev
    var option = LegacyDialect.parse(CommandLineArgument(Array(value.utf8), at: 0), flag)
    if implied != "type", option.properties.first?.key == "type" { option.properties[0].key = implied }
    self.option = option
  }

  subscript(key: String) -> String? { option[key]?.value.word }

  /// Whether nothing else is said.
  func has(only keys: Set<String>) -> Bool { option.properties.allSatisfy { keys.contains($0.key) } }
}

extension RemainingOption {
  /// The name without dashes.
  var name: String { String((arguments.first ?? "").drop { $0 == "-" }) }
  /// The value; empty when it has none.
  var value: String { arguments.count > 1 ? arguments[1] : "" }
}

extension OptionsToDomain {
  /// The command line as a whole domain.
  public var wholeDomain: ResultDomain { WholeDomain(self).result(with: newDevices, of: self) }
}
