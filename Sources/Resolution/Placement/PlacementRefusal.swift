public import DomainModel

/// The reason why libvirt or QEMU refuses the address of a device or cannot assign one.
public enum PlacementRefusal: Hashable, Sendable {
  /// Another device has the PCI address; nil if the chipset has it. "Attempted double use of PCI Address …"
  case addressTaken(DeviceReference, PCIAddress, by: DeviceReference?)
  /// The machine has no PCI bus. "No PCI buses available"
  case noPCI(DeviceReference)
  /// Only PCI domain 0 exists. "Only PCI domain 0 is available"
  case unknownDomain(DeviceReference, PCIAddress)
  /// The bus does not exist and cannot be added. "Only PCI buses up to … are available"
  case unknownBus(DeviceReference, PCIAddress, last: Int)
  /// The bus does not accept devices of this kind. "It requires a controller that accepts a …"
  case wrongBus(DeviceReference, PCIAddress, needs: String)
  /// The bus does not have the slot. "slot must be >= …", "slot must be <= …"
  case slotOutOfRange(DeviceReference, PCIAddress, ClosedRange<Int>)
  /// A slot has the functions 0 to 7. "function must be <= 7"
  case functionOutOfRange(DeviceReference, PCIAddress)
  /// No slot is free. "No more available PCI slots"
  case noRoom(DeviceReference, needs: String)
  /// No slot is free, and libvirt adds no controller to provide one. "a PCI slot is needed to connect …"
  case noBusToAdd(DeviceReference, needs: String)
  /// The controller is part of the chipset and has another address. "… must have PCI address …"
  case misplacedFixture(DeviceReference, expected: PCIAddress)
  /// The index of a PCI controller exceeds 255. "PCI controller index … too high, maximum is 255"
  case indexTooHigh(DeviceReference, index: Int)
  /// The index of a bridge must be higher than that of its bus. "index must be larger than bus"
  case bridgeBehindItself(DeviceReference, index: Int, bus: Int)
  /// The machine has a root bus of another model. "The PCI controller with index='0' must be model='…' for this machine type"
  case wrongRootBus(DeviceReference, expected: PCIModel)
  /// Another device has the subchannel. "The CCW devno '…' is in use already"
  case subchannelTaken(DeviceReference, CCWAddress, by: DeviceReference)
  /// Only s390 machines have channel subsystems. "cannot use CCW address type for device …"
  case noChannelSubsystem(DeviceReference)
  /// Only PCI devices have transitional models: QEMU has no such device, and older libvirt versions refuse it themselves. "virtio
  /// (non-)transitional models are not supported for address type=…"
  case notOnPCI(DeviceReference, model: String)
  /// Every subchannel is in use. "There are no more free CCW devnos."
  case noFreeSubchannel(DeviceReference)
  /// libvirt refuses the USB port of a device.
  case usb(DeviceReference, USBRefusal)
  /// A device has an address of the PIIX3 chip, but bus 0 is PCI Express. "Bus 0 must be PCI for …"
  case conventionalFixture(DeviceReference)
  /// The machine has no IDE controller, or only the integrated one. "Only a single IDE controller is supported for this machine type"
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

  /// The refused device.
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
