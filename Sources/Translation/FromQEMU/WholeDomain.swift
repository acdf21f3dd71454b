internal import CommandText
internal import QEMUOptions
internal import SourceText
internal import XMLTree

/// A whole domain from a command line: machine, memory, processors, firmware, and the devices that one option each describes. What is
/// not understood in full is left among the remaining options.
struct WholeDomain {
  let machine: CommandMachine
  var remaining: [RemainingOption]
  /// Elements below `<domain>`, by their names.
  private var memory = "<memory unit='MiB'>128</memory>"
  private var name = "vm"
  private var uuid: String?
  private var vcpu = "<vcpu>1</vcpu>"
  private var cpu: [String] = []
  private var boot: [String] = []
  private var clock: String?
  private var hasACPI = true
  /// Elements below `<devices>`, before ours.
  var devices: [(xml: String, option: SourceRange)] = []
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
  func result(with texts: [(xml: String, option: SourceRange)], of domain: OptionsToDomain) -> ResultDomain {
    ResultDomain(opening, devices + texts, "  </devices>\n</domain>\n", of: domain, remaining: remaining)
  }

  private var opening: String {
    var lines = ["<domain type='\(machine.usesKVM ? "kvm" : "qemu")'>", "  <name>\(name.escapedForAttribute)</name>"]
    if let uuid { lines.append("  <uuid>\(uuid.escapedForAttribute)</uuid>") }
    lines += ["  \(memory)", "  \(vcpu)", "  <os>"]
    let type = machine.machine.map { " machine='\($0.escapedForAttribute)'" } ?? ""
    lines.append("    <type arch='\(machine.architecture.escapedForAttribute)'\(type)>hvm</type>")
    lines += boot.map { "    \($0)" } + ["  </os>"]
    if hasACPI, ["x86_64", "i686"].contains(machine.architecture) {
      lines += ["  <features>", "    <acpi/>", "    <apic/>", "  </features>"]
    }
    lines += cpu.map { "  \($0)" }
    if let clock { lines.append("  \(clock)") }
    lines.append("  <devices>")
    if let emulator { lines.append("    <emulator>\(emulator.escapedForAttribute)</emulator>") }
    return lines.joined(separator: "\n") + "\n" + machine.omissions
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
    case "kernel": boot.append("<kernel>\(value.escapedForAttribute)</kernel>")
    case "initrd": boot.append("<initrd>\(value.escapedForAttribute)</initrd>")
    case "append": boot.append("<cmdline>\(value.escapedForAttribute)</cmdline>")
    case "dtb": boot.append("<dtb>\(value.escapedForAttribute)</dtb>")
    case "bios": boot.insert("<loader type='rom'>\(value.escapedForAttribute)</loader>", at: 0)
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
    memory = "<memory unit='\(unit)'>\(digits)</memory>"
    return true
  }

  private mutating func takeProcessors(_ value: String) -> Bool {
    let properties = Properties(value, implied: "cpus")
    guard properties.has(only: ["cpus", "sockets", "cores", "threads"]) else { return false }
    let parts = ["sockets", "cores", "threads"].map { properties[$0].flatMap { Int($0) } }
    let product = parts.reduce(1) { $0.multipliedReportingOverflow(by: $1 ?? 1).partialValue }
    guard let count = properties["cpus"].map({ Int($0) }) ?? product, count > 0 else { return false }
    vcpu = "<vcpu>\(count)</vcpu>"
    if let sockets = parts[0], let cores = parts[1], let threads = parts[2], product == count {
      cpu.append("<topology sockets='\(sockets)' cores='\(cores)' threads='\(threads)'/>")
      joinTopology()
    }
    return parts.allSatisfy { $0 == nil } || product == count
  }

  private mutating func takeModel(_ value: String) -> Bool {
    guard !value.contains(","), !value.contains("+"), !["help", "?"].contains(value) else { return false }
    let attributes =
      switch value {
      case "host": " mode='host-passthrough'"
      case "max": " mode='maximum'"
      default: " mode='custom' match='exact'"
      }
    let model =
      value == "host" || value == "max" ? [] : ["  <model fallback='forbid'>\(value.escapedForAttribute)</model>"]
    let topology = cpu.filter { $0.contains("<topology") }
    cpu = ["<cpu\(attributes)>"] + model + topology + ["</cpu>"]
    if model.isEmpty, topology.isEmpty { cpu = ["<cpu\(attributes)/>"] }
    return true
  }

  /// A topology is in the `<cpu>` that is there, or in one of its own.
  private mutating func joinTopology() {
    guard let topology = cpu.popLast() else { return }
    if cpu.isEmpty {
      cpu = ["<cpu>", "  \(topology)", "</cpu>"]
    } else if cpu.count == 1 {
      cpu = [cpu[0].replacing("/>", with: ">"), "  \(topology)", "</cpu>"]
    } else {
      cpu.insert("  \(topology)", at: cpu.count - 1)
    }
  }

  private mutating func takeClock(_ value: String) -> Bool {
    guard let base = Properties(value, implied: "")["base"], ["utc", "localtime"].contains(base) else { return false }
    clock = "<clock offset='\(base)'/>"
    return Properties(value, implied: "").has(only: ["base"])
  }

  private func takeMachine(_ value: String) -> Bool {
    let properties = Properties(value, implied: "type")
    return properties.has(only: ["type", "accel"])
  }

  mutating func addBoot(_ element: String) { boot.append(element) }
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
  public var wholeDomain: ResultDomain { WholeDomain(self).result(with: deviceTexts, of: self) }
}
