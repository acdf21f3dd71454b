internal import DomainModel
internal import XMLTree

/// A device, reduced to the facts that affect its address. It contains numbers and no text, because placement copies
/// devices often.
struct Device: Sendable {
  let kind: DeviceKind
  /// The element; nil if libvirt adds the device.
  let node: ElementNode?
  let requirements: DeviceBusRequirements
  var address: DeviceAddress
  /// What an s390 guest knows its PCI function by.
  var zpci: ZPCI?
  /// The model of a virtio device that states one.
  var virtioModel: Controller.Model?
  /// Whether it is plugged into a USB port.
  var takesUSBPort = false
  /// Whether the chipset has a slot for it.
  var isOfChipset = false
  /// What only controllers have.
  var controller: ControllerFacts?
  /// Its index among the virtio-serial controllers of the domain as written.
  var written: Int?

  /// Whether libvirt chooses a PCI address, should the machine put it on PCI.
  var wantsPCI: Bool {
    switch address {
    case .open: true
    case .pci(let location, _): location.isEmpty
    case .ccw, .virtioMMIO, .otherBus: false
    }
  }

  /// The PCI address, when there is one.
  var location: PCILocation? {
    if case .pci(let location, _) = address, !location.isEmpty { location } else { nil }
  }

  /// The multifunction attribute of its PCI address.
  var multifunction: OnOff? {
    if case .pci(_, let multifunction) = address { multifunction } else { nil }
  }
}

extension Device {
  /// The device of a controller that has no address yet.
  init(_ entry: ControllerEntry) {
    let facts = ControllerFacts(kind: entry.kind, index: entry.index ?? 0, model: entry.model)
    self.init(
      kind: .controller, node: entry.node, requirements: DeviceBusRequirements(of: facts), address: entry.address,
      zpci: entry.zpci,
      virtioModel: entry.model?.virtio, takesUSBPort: entry.kind == .ccid, controller: facts, written: entry.written)
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
