internal import DomainModel

/// The bus address of a device, as far as assigning addresses needs it.
enum DeviceAddress: Hashable, Sendable {
  /// No address: libvirt assigns one.
  case open
  /// A PCI function; libvirt assigns one for an empty location.
  case pci(PCILocation, multifunction: OnOff?)
  /// A subchannel; nil if libvirt assigns one.
  case ccw(CCWLocation?)
  /// A virtio-mmio transport.
  case virtioMMIO
  /// An address of another type.
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
