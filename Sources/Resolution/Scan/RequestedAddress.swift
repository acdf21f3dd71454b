internal import DomainModel

/// Where a device says it is, and what an s390 guest knows its PCI function by.
struct RequestedAddress {
  let address: DeviceAddress
  let zpci: ZPCI?

  /// What an address of the model says.
  init(_ address: Address?) {
    self.address = DeviceAddress(address)
    zpci = address?.pci?.zpci
  }

  /// What the address of a device that the model does not describe says. Of most kinds of address no more than the kind matters.
  init(of device: RawElement) {
    guard let element = device.child(.address) else {
      (address, zpci) = (.open, nil)
      return
    }
    switch Address.kind(at: element.node, in: element.document) {
    case .pci:
      let pci = PCIAddress.read(at: element.node, in: element.document)
      (address, zpci) = (.pci(PCILocation(pci), multifunction: pci.multifunction), pci.zpci)
    case .ccw: (address, zpci) = (.ccw(CCWLocation(CCWAddress.read(at: element.node, in: element.document))), nil)
    case .virtioMMIO: (address, zpci) = (.virtioMMIO, nil)
    default: (address, zpci) = (.otherBus, nil)
    }
  }
}
