public import DomainModel

/// The reason why libvirt or QEMU refuses the address of a device, or finds none for it.
public enum PlacementRefusal: Hashable, Sendable {
  /// Another device has the PCI address; nil when it belongs to the chipset. "Attempted double use of PCI Address …"
  case addressTaken(DeviceReference, PCIAddress, by: DeviceReference?)
  /// The machine has no PCI. "No PCI buses available"
  case noPCI(DeviceReference)
  /// Only the PCI domain 0 exists. "Only PCI domain 0 is available"
  case unknownDomain(DeviceReference, PCIAddress)
  /// There is no such bus, and none can be added. "Only PCI buses up to … are available"
  case unknownBus(DeviceReference, PCIAddress, last: Int)
  /// The bus takes other kinds of device only. "It requires a controller that accepts a …"
  case wrongBus(DeviceReference, PCIAddress, needs: String)
  /// The bus has no such slot. "slot must be >= …", "slot must be <= …"
  case slotOutOfRange(DeviceReference, PCIAddress, ClosedRange<Int>)
  /// A slot has the functions 0 to 7. "function must be <= 7"
  case functionOutOfRange(DeviceReference, PCIAddress)
  /// No slot is free. "No more available PCI slots"
  case noRoom(DeviceReference, needs: String)
  /// No slot is free, and libvirt adds no controller that would give one. "a PCI slot is needed to connect …"
  case noBusToAdd(DeviceReference, needs: String)
  /// The chipset has this controller somewhere else. "… must have PCI address …"
  case misplacedFixture(DeviceReference, expected: PCIAddress)
  /// A pci controller's index is higher than a PCI bus can be. "PCI controller index … too high, maximum is 255"
  case indexTooHigh(DeviceReference, index: Int)
  /// A bridge's index must be higher than that of the bus it is on. "index must be larger than bus"
  case bridgeBehindItself(DeviceReference, index: Int, bus: Int)
  /// A machine has another root bus. "The PCI controller with index='0' must be model='…' for this machine type"
  case wrongRootBus(DeviceReference, expected: PCIModel)
  /// Another device has the subchannel. "The CCW devno '…' is in use already"
  case subchannelTaken(DeviceReference, CCWAddress, by: DeviceReference)
  /// Only s390 machines have channel subsystems. "cannot use CCW address type for device …"
  case noChannelSubsystem(DeviceReference)
  /// Only PCI devices are transitional or not: QEMU has no such device, which an older libvirt said itself. "virtio
  /// (non-)transitional models are not supported for address type=…"
  case notOnPCI(DeviceReference, model: String)
  /// Every subchannel is taken. "There are no more free CCW devnos."
  case noFreeSubchannel(DeviceReference)
  /// The USB port of a device.
  case usb(DeviceReference, USBRefusal)
  /// A device at an address of the PIIX3 of a conventional machine, while bus 0 is PCI Express. "Bus 0 must be PCI
  /// for …"
  case conventionalFixture(DeviceReference)
  /// The machine has no IDE, or one controller that is part of it. "Only a single IDE controller is supported for this machine type"
  case noIDE(DeviceReference, hasFirst: Bool)
}

extension PlacementRefusal {
  init(_ refusal: PCIRefusal, to device: DeviceReference, heldBy holder: DeviceReference?) {
    switch refusal {
    case .noBuses: self = .noPCI(device)
    case .unknownDomain(let location): self = .unknownDomain(device, PCIAddress(location))
    case .unknownBus(let location, let last): self = .unknownBus(device, PCIAddress(location), last: last)
    case .wrongBus(let location, let needs): self = .wrongBus(device, PCIAddress(location), needs: needs)
    case .slotOutOfRange(let location, let slots): self = .slotOutOfRange(device, PCIAddress(location), slots)
    case .functionOutOfRange(let location): self = .functionOutOfRange(device, PCIAddress(location))
    case .taken(let location): self = .addressTaken(device, PCIAddress(location), by: holder)
    case .noRoom(let connection): self = .noRoom(device, needs: connection.name)
    case .cannotAddBus(let connection): self = .noBusToAdd(device, needs: connection.name)
    }
  }

  /// The device that is refused.
  public var device: DeviceReference {
    switch self {
    case .addressTaken(let device, _, _), .noPCI(let device), .unknownDomain(let device, _),
      .unknownBus(let device, _, _), .wrongBus(let device, _, _), .slotOutOfRange(let device, _, _),
      .functionOutOfRange(let device, _), .noRoom(let device, _), .noBusToAdd(let device, _),
      .misplacedFixture(let device, _),
      .indexTooHigh(let device, _), .bridgeBehindItself(let device, _, _), .wrongRootBus(let device, _),
      .subchannelTaken(let device, _, _),
      .notOnPCI(let device, _), .noChannelSubsystem(let device), .noFreeSubchannel(let device),
      .usb(let device, _), .conventionalFixture(let device),
      .noIDE(let device, _):
      device
    }
  }
}

extension PCIAddress {
  init(_ location: PCILocation, multifunction: OnOff? = nil) {
    self.init(
      domain: location.domain, bus: location.bus, slot: location.slot, function: location.function,
      multifunction: multifunction)
  }
}
