extension SeededGenerator {
  /// The XML of a domain with 2 or 3 virtio-serial controllers on buses of every kind, in any order, named channels, and virtio consoles
  /// of which most have no address: QEMU chooses their ports.
  public mutating func domainWithConsoles(on machine: PortMachine) -> String {
    let bridges = bridges(of: machine)
    let controllers = (0..<Int.random(in: 2...3, using: &self)).map { controller($0, machine, bridges.count) }
    let channels = (0..<Int.random(in: 0...4, using: &self)).map { number in
      oneIn(4)
        ? "<channel type='spicevmc'><target type='virtio'/></channel>"
        : "<channel type='null'><target type='virtio' name='org.example.\(number)'/></channel>"
    }
    let spice = channels.contains { $0.contains("spicevmc") } && machine.architecture == "x86_64"
    let consoles = (0..<Int.random(in: 1...3, using: &self)).map { console($0, controllers.count) }
    let devices =
      bridges + controllers.shuffled(using: &self) + (spice ? [channels[0]] : [])
      + channels.filter { !$0.contains("spicevmc") }
    return """
      <domain type='qemu'><name>vm</name><memory unit='MiB'>128</memory>
      <os><type arch='\(machine.architecture)' machine='\(machine.type)'>hvm</type></os><devices>
      \((devices + consoles).joined(separator: "\n"))
      <graphics type='spice'/></devices></domain>
      """
  }

  private mutating func bridges(of machine: PortMachine) -> [String] {
    switch machine {
    case .pc:
      let expander = oneIn(3)
      let last = expander ? "pci-expander-bus" : "pci-bridge"
      return [
        "<controller type='pci' index='0' model='pci-root'/>",
        "<controller type='pci' index='1' model='pci-bridge'>\(Self.address(0, 9))</controller>",
        "<controller type='pci' index='2' model='\(last)'>\(Self.address(expander ? 0 : pick([0, 1]), 10))</controller>",
      ]
    case .q35, .armVirt, .riscvVirt:
      let ports = (1...3).map { index in
        "<controller type='pci' index='\(index)' model='pcie-root-port'>\(Self.address(0, 8 + (index * 5) % 3))</controller>"
      }
      return ["<controller type='pci' index='0' model='pcie-root'/>"] + ports
    case .pseries:
      return [0, 1, 2].map {
        "<controller type='pci' index='\($0)' model='pci-root'><model name='spapr-pci-host-bridge'/><target index='\($0)'/></controller>"
      }
    case .s390: return []
    }
  }

  private mutating func controller(_ index: Int, _ machine: PortMachine, _ buses: Int) -> String {
    let ports = oneIn(3) ? " ports='\(pick([4, 8, 31]))'" : ""
    let isExpress = ![.pc, .pseries, .s390].contains(machine)
    // A root port has one slot: each controller there has its own, chosen by its index.
    let bus = isExpress ? index + 1 : buses == 0 ? 0 : pick(Array(0..<buses))
    let address = oneIn(4) || machine == .s390 ? "" : Self.address(bus, isExpress ? 0 : 20 + index)
    let isMMIO = machine.hasVirtioMMIO && oneIn(3)
    return
      "<controller type='virtio-serial' index='\(index)'\(ports)>\(isMMIO ? "<address type='virtio-mmio'/>" : address)</controller>"
  }

  private mutating func console(_ number: Int, _ controllers: Int) -> String {
    let controller = Int.random(in: 0..<controllers, using: &self)
    let address =
      oneIn(4) ? "<address type='virtio-serial' controller='\(controller)' bus='0' port='\(number + 5)'/>" : ""
    return "<console type='null'><target type='virtio'/>\(address)</console>"
  }

  private static func address(_ bus: Int, _ slot: Int) -> String {
    "<address type='pci' domain='0x0000' bus='\(bus)' slot='\(slot)' function='0x0'/>"
  }
}

/// The machines whose controllers QEMU looks through in different ways.
public enum PortMachine: CaseIterable, Sendable {
  case pc, q35, armVirt, riscvVirt, pseries, s390

  /// What `<type arch='…'>` holds.
  public var architecture: String {
    switch self {
    case .pc, .q35: "x86_64"
    case .armVirt: "aarch64"
    case .riscvVirt: "riscv64"
    case .pseries: "ppc64"
    case .s390: "s390x"
    }
  }

  /// What `<type machine='…'>` holds.
  public var type: String {
    switch self {
    case .pc: "pc"
    case .q35: "q35"
    case .armVirt, .riscvVirt: "virt"
    case .pseries: "pseries"
    case .s390: "s390-ccw-virtio"
    }
  }

  fileprivate var hasVirtioMMIO: Bool { self == .armVirt || self == .riscvVirt }
}
