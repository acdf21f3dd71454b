internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

extension RuleContext {
  /// The serial ports of a domain whose machine is known.
  var judgedSerials: [SerialPort] { domain.isFragment ? [] : domain.serials }

  /// The kind that libvirt takes a serial port for.
  func kind(of serial: SerialPort) -> SerialKind? { resolved.machine.serialKind(stating: serial.target?.type) }

  /// What a target holds that libvirt does not know.
  func checkWords(of target: SerialTarget, _ findings: inout Findings) {
    if let type = target.type, type != "none", SerialKind(rawValue: type) == nil {
      findings.add(
        at: range(of: .type, in: target.sourceNode), "unknown serial port type '\(type)'",
        help: "use one of \(SerialKind.allCases.map(\.rawValue).alternatives)",
        refusal: .unsupported("unknown target type '\(type)' specified for character device"),
        fixes: correction(ofType: type, target))
    }
    if let model = target.model, let name = model.name, name != "none", !name.isEmpty, SerialKind(model: name) == nil {
      findings.add(
        at: range(of: .name, in: model.sourceNode), "unknown serial port model '\(name)'",
        help: "remove the <model>; libvirt uses the model that belongs to the type",
        refusal: .unsupported("unknown target model '\(name)' specified for character device"))
    }
    if target.port == nil, let attribute = attribute(.port, of: target.sourceNode) {
      let text = document.value(of: attribute)
      guard NumberFormat.wrapping.parse(text) == nil else { return }
      findings.add(
        at: document.valueRange(of: attribute), "'\(text)' is not a port number", help: "use a number of 0 or greater",
        refusal: .xml("Invalid port number: \(text)"))
    }
  }

  private func correction(ofType type: String, _ target: SerialTarget) -> [Fix] {
    let words = SerialKind.allCases.map(\.rawValue)
    guard let attribute = attribute(.type, of: target.sourceNode),
      let word = words.first(where: { $0 == "\(type.lowercased())-serial" }) ?? words.nearest(to: type)
    else { return [] }
    return [rewriting(attribute, as: word)]
  }

  /// How libvirt refuses a type that the machine does not have (`qemuValidateDomainChrDef`, `virDomainChrDefPostParse`).
  func machineRefusal(of serial: SerialPort) -> Refusal? {
    let machine = resolved.machine
    guard let kind = kind(of: serial), let own = SerialKind(rawValue: serial.target?.type ?? "") else { return nil }
    let model = serial.target?.model?.name
    let incompatible = { (model: String) in
      Refusal.unsupported(
        "Serial device with target type '\(kind.rawValue)' and target model '\(model)' not compatible with guest "
          + "architecture or machine type")
    }
    switch own {
    case .isaDebug where !machine.isX86: return .unsupported("isa-debug serial type only valid on x86 architecture")
    case .spaprVIO where machine.family != .pseries: return incompatible(model ?? "spapr-vty")
    case .sclp where !machine.isS390: return incompatible(model ?? "sclpconsole")
    case .system: return systemRefusal(model, incompatible)
    // QEMU for s390x is built without them.
    case .pci where machine.isS390, .usb where machine.isS390:
      return .unsupported("'\(own.rawValue)' is not supported in this QEMU binary")
    default: return nil
    }
  }

  /// A board's port needs a model that the machine has.
  private func systemRefusal(_ model: String?, _ incompatible: (String) -> Refusal) -> Refusal? {
    switch (resolved.machine.family, model) {
    case (.armVirt, nil), (.armVirt, "pl011"), (.riscvVirt, nil), (.riscvVirt, "16550a"), (.loongArchVirt, nil),
      (.loongArchVirt, "16550a"):
      nil
    case (_, let model?) where ["pl011", "16550a"].contains(model): incompatible(model)
    case (_, nil): .internalError("Invalid target model for serial device")
    default: nil
    }
  }

  /// How a parallel port is refused; nil where there may be one.
  var parallelRefusal: Refusal? {
    let machine = resolved.machine
    guard !domain.isFragment, !machine.isX86 else { return nil }
    if machine.family == .pseries || machine.isS390 {
      return .unsupported("parallel ports are not supported")
    }
    return machine.family == .armVirt ? Refusal(by: .qemu, "'isa-parallel' is not a valid device model name") : nil
  }
}

extension SerialKind {
  /// How libvirt refuses an address (`qemuValidateDomainChrTargetDef`, `virDomainDeviceInfoParseXML`); nil when it fits.
  func refusal(of address: Address) -> Refusal? {
    let expected: String
    switch (self, address.kind) {
    case (_, .unassigned), (_, .other): return nil
    case (.isa, .isa), (.isaDebug, .isa), (.pci, .pci), (.usb, .usb), (.spaprVIO, .spaprVIO): return nil
    case (.isa, _), (.isaDebug, _): expected = "isa"
    case (.pci, _): expected = "pci"
    case (.usb, _): return .unsupported("usb-serial requires address of usb type")
    case (.spaprVIO, _): expected = "spapr-vio"
    case (.system, _), (.sclp, _): return .unsupported("Target type '\(rawValue)' cannot have an associated address")
    }
    return .unsupported("Target type '\(rawValue)' requires address type '\(expected)'")
  }
}
