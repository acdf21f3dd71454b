internal import DomainModel
internal import XMLTree

/// The address that a device requests, and the identifiers of its PCI function in an s390 guest.
struct RequestedAddress {
  let address: DeviceAddress
  let zpci: ZPCI?

  /// The request in an address of the model.
  init(_ address: Address?) {
    self.address = DeviceAddress(address)
    zpci = address?.pci?.zpci
  }

  /// The request in the address of a device that the model does not describe. For most types of address only the type
  /// matters.
  init(of device: ElementNode, in document: ParsedXML) {
    guard let element = document.child(Name.address.xml, of: device) else {
      (address, zpci) = (.open, nil)
      return
    }
    switch Address.kind(at: element, in: document) {
    case .pci:
      let pci = PCIAddress.read(at: element, in: document)
      (address, zpci) = (.pci(PCILocation(pci), multifunction: pci.multifunction), pci.zpci)
    case .ccw: (address, zpci) = (.ccw(CCWLocation(CCWAddress.read(at: element, in: document))), nil)
    case .virtioMMIO: (address, zpci) = (.virtioMMIO, nil)
    default: (address, zpci) = (.otherBus, nil)
    }
  }
}
