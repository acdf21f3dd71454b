package import DomainModel

/// The ports that libvirt gives to devices that are added to a domain one after another. The domain is resolved once.
///
/// The devices of the domain keep the ports that libvirt gives them, as each new device states the one that it gets.
package struct PortAllocator {
  private var ports: VirtioSerialAddressSet

  /// Begins with the devices of a domain.
  package init(_ domain: Domain, _ resolver: Resolver) {
    ports = resolver.assignedPorts(of: domain)
  }

  /// The port of an added channel; nil if none is free.
  package mutating func addPort(for channel: Channel) -> VirtioSerialAddress? {
    guard channel.isVirtio, let stated = addController(for: channel.address) else { return nil }
    let device = DeviceReference(.channel, channel.sourceNode)
    return stated ?? ports.choose(for: device, stating: channel.address?.virtioSerial)?.stated
  }

  /// The port of a console that is added; nil where QEMU chooses it.
  package mutating func addPort(for console: Console) -> VirtioSerialAddress? {
    guard console.isVirtio, let stated = addController(for: console.address) else { return nil }
    let device = DeviceReference(.console, console.sourceNode)
    return stated ?? ports.chooseForConsole(device, stating: console.address?.virtioSerial)?.stated
  }

  /// Adds a controller, or gives one that libvirt would add another number of ports.
  package mutating func add(_ controller: Controller) {
    ports.declare(controller.index ?? 0, ports: controller.ports)
  }

  /// Takes the port that a changed device states from now on.
  package mutating func reserve(_ address: VirtioSerialAddress?, for channel: Channel) {
    ports.reserve(address, for: DeviceReference(.channel, channel.sourceNode))
  }

  /// Adds the controller that an address needs.
  /// - Returns: the port that the address states, if it does; nil where libvirt adds no such controller.
  private mutating func addController(for address: Address?) -> VirtioSerialAddress?? {
    let controller = address?.virtioSerial?.controller ?? 0
    guard controller <= Int32.max else { return nil }
    ports.add(controller, ports: nil, nil)
    guard (address?.virtioSerial).isCompletePort else { return .some(nil) }
    ports.reserve(address?.virtioSerial, for: DeviceReference(.channel, nil))
    return address?.virtioSerial?.stated
  }
}
