internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What the rules about consoles ask.
extension RuleContext {
  /// The range that determines the target type of a console.
  func placeOfTargetType(of console: Console) -> SourceRange {
    guard let target = console.target, attribute(.type, of: target.sourceNode) != nil else {
      return range(of: console.sourceNode)
    }
    return range(of: .type, in: target.sourceNode)
  }

  /// A target's type that libvirt does not know.
  func badTargetType(of console: Console) -> String? {
    guard let target = console.target, target.type == nil else { return nil }
    return attribute(.type, of: target.sourceNode).map(document.value)
  }

  /// A target's type that the domain cannot have, and how it is refused.
  func refusal(ofTargetOf console: Console) -> (type: String, Refusal)? {
    if let type = badTargetType(of: console) {
      return (type, .unsupported("unknown target type '\(type)' specified for character device"))
    }
    guard let type = console.target?.type else { return nil }
    switch type {
    case .xen, .uml, .lxc, .openvz: return (type.rawValue, .unsupported("unsupported console target type \(type)"))
    case .sclp, .sclplm:
      if isS390 || domain.isFragment { return nil }
      return (type.rawValue, .unsupported("\(type)console is not supported in this QEMU binary"))
    case .unspecified, .serial, .virtio: return nil
    }
  }

  /// What guests and QEMU call the two kinds of console, and typing errors.
  func correcting(targetType type: String, of console: Console) -> [Fix] {
    guard let target = console.target, let attribute = attribute(.type, of: target.sourceNode), target.type == nil
    else {
      return []
    }
    switch type.lowercased() {
    case "hvc", "virtconsole", "virtio-serial", "virtio-console", "virtio":
      return [rewriting(attribute, as: ConsoleTarget.Kind.virtio.rawValue)]
    case "isa-serial", "isa", "tty", "pty", "uart", "serial":
      return [rewriting(attribute, as: ConsoleTarget.Kind.serial.rawValue)]
    default: return []
    }
  }
}

// MARK: Machines

extension RuleContext {
  /// Whether the domain is one of a mainframe.
  var isS390: Bool { resolved.machine.family == .s390CCW }

  /// The refusal of an address of a console that is not a virtio device. libvirt ignores the address of a console that
  /// mirrors a declared serial port. CCW addresses on machines without them and unassigned addresses are refused for
  /// every device, by VC111.
  func refusal(of address: Address, on console: Console, controllers controllerIndices: Set<Int>) -> Refusal? {
    guard !console.isVirtio, !isView(console) else { return nil }
    switch address.kind {
    case .ccw where !isS390: return nil
    case .unassigned, .other: return nil
    case .virtioSerial(let port):
      let index = port.controller ?? 0
      if !controllerIndices.contains(index) {
        return .xml("virtio serial controller \(index) is missing")
      }
    default: break
    }
    return console.isSerial && !domain.isFragment
      ? resolved.machine.family.refusal(ofSerialAddress: address.kind) : nil
  }

  /// Only the first console can show a serial port.
  private func isView(_ console: Console) -> Bool {
    domain.consoles.first?.sourceNode.node == console.sourceNode.node && domain.firstConsoleIsView
  }

  /// The consoles of an s390 machine, in the order of the command line.
  var sclpConsoles: [(ConsoleTarget.Kind, SourceRange, isSerial: Bool)] {
    backedDevices.compactMap { device in
      switch device.device {
      case .channel, .other: nil
      case .serial(let serial): sclpKind(of: serial).map { ($0, range(of: serial.sourceNode), true) }
      case .console(let console):
        switch console.target?.type {
        case .sclp?, .sclplm?: console.target?.type.map { ($0, placeOfTargetType(of: console), false) }
        default: console.isSerial ? (.sclp, placeOfTargetType(of: console), false) : nil
        }
      }
    }
  }

  private func sclpKind(of serial: SerialPort) -> ConsoleTarget.Kind? {
    guard let type = serial.target?.type else { return .sclp }
    guard ["sclp-serial", "isa-serial"].contains(type) else { return nil }
    let model = serial.target?.sourceNode.node.flatMap { document.child(Name.model.xml, of: $0) }
    return model.flatMap { document.value(.name, of: $0) } == "sclplmconsole" ? .sclplm : .sclp
  }
}

extension Machine.Family {
  /// The refusal of an address of the serial port that these machines have (`qemuValidateDomainChrTargetDef`).
  fileprivate func refusal(ofSerialAddress place: Address.Kind) -> Refusal? {
    switch self {
    case .i440fx, .q35:
      if case .isa = place { return nil }
      return .unsupported("Target type 'isa-serial' requires address type 'isa'")
    case .armVirt, .riscvVirt, .loongArchVirt:
      return .unsupported("Target type 'system-serial' cannot have an associated address")
    case .s390CCW: return .unsupported("Target type 'sclp-serial' cannot have an associated address")
    case .vexpress, .pseries, .other: return nil
    }
  }
}

extension Console {
  /// Makes it a port of a virtio-serial controller.
  mutating func makeVirtio() {
    var target = target ?? ConsoleTarget()
    target.type = .virtio
    self.target = target
  }
}

extension ChardevSource {
  /// Whether libvirt takes two sources for one: of pseudoterminals it reads no path (`virDomainChrSourceDefIsEqual`).
  func means(_ other: ChardevSource) -> Bool {
    if case .pty = self, case .pty = other { return true }
    return self == other
  }
}
