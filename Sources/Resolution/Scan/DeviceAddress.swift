internal import DomainModel

/// The bus address of a device, as far as assigning addresses needs it.
enum DeviceAddress: Hashable, Sendable {
  /// None: libvirt chooses one.
  case open
  /// A PCI function; an empty location asks libvirt for one.
  case pci(PCILocation, multifunction: OnOff?)
  /// A subchannel; nil asks libvirt for one.
  case ccw(CCWLocation?)
  /// A virtio-mmio transport.
  case virtioMMIO
  /// An address of a kind that is neither PCI nor CCW nor virtio-mmio.
  case otherBus
}

extension DeviceAddress {
  /// The address of a device, from its XML.
  init(_ address: Address?) {
    switch address?.kind {
    case nil: self = .open
    case .pci(let address): self = .pci(PCILocation(address), multifunction: address.multifunction)
    case .ccw(let address): self = .ccw(CCWLocation(address))
    case .virtioMMIO: self = .virtioMMIO
    case .virtioSerial, .drive, .usb, .ccid, .spaprVIO, .isa, .dimm, .unassigned, .other: self = .otherBus
    }
  }
}
