internal import DomainModel

/// Where a device says it is, and what an s390 guest knows its PCI function by.
struct StatedPlace {
  let place: Device.Place
  let zpci: ZPCI?

  /// What an address of the model says.
  init(_ address: Address?) {
    place = Device.Place(address)
    zpci = address?.pci?.zpci
  }

  /// What the address of a device that the model does not describe says. Of most kinds of address no more than the kind matters.
  init(of device: SurveyedElement) {
    guard let address = device.child(.address) else {
      (place, zpci) = (.open, nil)
      return
    }
    switch Address.kind(at: address.node, in: address.document) {
    case .pci:
      let pci = PCIAddress.read(at: address.node, in: address.document)
      (place, zpci) = (.pci(PCILocation(pci), multifunction: pci.multifunction), pci.zpci)
    case .ccw: (place, zpci) = (.ccw(CCWLocation(CCWAddress.read(at: address.node, in: address.document))), nil)
    case .virtioMMIO: (place, zpci) = (.virtioMMIO, nil)
    default: (place, zpci) = (.elsewhere, nil)
    }
  }
}
