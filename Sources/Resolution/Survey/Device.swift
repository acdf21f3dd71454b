internal import DomainModel
internal import XMLTree

/// A device as far as its place matters.
struct Device: Sendable {
  /// Where a device is, or is to be.
  enum Place: Hashable, Sendable {
    /// Nothing is said.
    case open
    /// A PCI function; an empty one asks for one.
    case pci(PCILocation, multifunction: OnOff?)
    /// A subchannel; nil asks for one.
    case ccw(CCWLocation?)
    case virtioMMIO
    /// On something that is no business of placement.
    case elsewhere
  }

  let kind: DeviceKind
  /// The element; nil when libvirt adds the device.
  let node: XMLNode?
  /// The model or what comes nearest to it: the word that decides what the device is plugged in.
  let model: String?
  let wiring: Wiring
  var place: Place
  /// What an s390 guest knows its PCI function by.
  var zpci: ZPCI?
  /// Its name, when it is one that libvirt keeps.
  var alias: String?
  /// The model, where only a device on PCI has it.
  var pciModel: String?
  /// What only controllers have.
  var controller: ControllerFacts?
  /// Its place among the virtio-serial controllers of the domain as written.
  var written: Int?

  /// Whether libvirt is to choose a PCI address, should the machine put it on PCI.
  var wantsPCI: Bool {
    switch place {
    case .open: true
    case .pci(let location, _): location.isEmpty
    case .ccw, .virtioMMIO, .elsewhere: false
    }
  }

  /// The PCI address, when there is one.
  var location: PCILocation? {
    if case .pci(let location, _) = place, !location.isEmpty { location } else { nil }
  }

  /// What the PCI address says about other functions of its slot.
  var multifunction: OnOff? {
    if case .pci(_, let multifunction) = place { multifunction } else { nil }
  }
}

extension Device {
  /// The model of a virtio device, if only one on PCI has it.
  static func pciModel(_ model: String?) -> String? {
    model.flatMap { $0 == "virtio-transitional" || $0 == "virtio-non-transitional" ? $0 : nil }
  }

  /// A controller that libvirt adds.
  init(adding kind: ControllerKind, index: Int, model: String?, on machine: Machine) {
    self.init(
      kind: .controller, node: nil, model: model, wiring: Wiring(of: kind, model: model, index: index, on: machine),
      place: .open, controller: ControllerFacts(kind: kind, index: index, model: model))
  }
}

extension Device.Place {
  /// What an address says about it.
  init(_ address: Address?) {
    switch address?.place {
    case nil: self = .open
    case .pci(let address): self = .pci(PCILocation(address), multifunction: address.multifunction)
    case .ccw(let address): self = .ccw(CCWLocation(address))
    case .virtioMMIO: self = .virtioMMIO
    case .virtioSerial, .drive, .usb, .ccid, .spaprVIO, .isa, .dimm, .unassigned, .other: self = .elsewhere
    }
  }
}

extension PCILocation {
  init(_ address: PCIAddress) {
    self.init(
      domain: address.domain ?? 0, bus: address.bus ?? 0, slot: address.slot ?? 0, function: address.function ?? 0)
  }
}

extension CCWLocation {
  /// The subchannel an address states; nil when it leaves the choice to libvirt.
  init?(_ address: CCWAddress) {
    guard let cssid = address.cssid, let ssid = address.ssid, let devno = address.devno else { return nil }
    self.init(cssid: cssid, ssid: ssid, devno: devno)
  }
}
