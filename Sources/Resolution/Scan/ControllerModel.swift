internal import DomainModel

/// The model of a controller, as far as it decides where the controller is plugged in and what it gives.
enum ControllerModel: Hashable, Sendable {
  case pci(PCIModel)
  case usb(USBModel)
  case scsi(SCSIModel)
  case virtioSerial(Controller.Model)
  /// One that decides nothing.
  case other

  /// The model that a controller states, other than a virtio-serial one.
  init?(of controller: RawElement, _ kind: ControllerKind) {
    guard let word = controller.bytes(.model), !word.elementsEqual("auto".utf8) else { return nil }
    let known: ControllerModel? =
      switch kind {
      case .pci: PCIModel.words[word].map { .pci($0) }
      case .usb: USBModel.words[word].map { .usb($0) }
      case .scsi: SCSIModel.words[word].map { .scsi($0) }
      case .ide, .fdc, .sata, .ccid, .xenbus, .isa, .virtioSerial: nil
      }
    self = known ?? .other
  }

  /// The model that every virtio device has: whether it is a transitional one.
  var virtio: Controller.Model? {
    switch self {
    case .virtioSerial(let model): model
    case .scsi(.transitional): .transitional
    case .scsi(.nonTransitional): .nonTransitional
    case .pci, .usb, .scsi, .other: nil
    }
  }
}

/// The models of `<controller type='usb'>` that matter for places.
enum USBModel: String, CaseIterable, Sendable {
  case piix3UHCI = "piix3-uhci"
  case ich9EHCI1 = "ich9-ehci1"
  case ich9UHCI1 = "ich9-uhci1"
  case ich9UHCI2 = "ich9-uhci2"
  case ich9UHCI3 = "ich9-uhci3"
  case necXHCI = "nec-xhci"
  case qemuXHCI = "qemu-xhci"
  /// The machine has no USB.
  case absent = "none"

  static let words = WordTable(allCases)

  /// The function it has in the slot of its group, when it is a part of a USB 2.0 controller with its companions.
  var functionOfUSB2: Int? {
    switch self {
    case .ich9UHCI1: 0
    case .ich9UHCI2: 1
    case .ich9UHCI3: 2
    case .ich9EHCI1: 7
    case .piix3UHCI, .necXHCI, .qemuXHCI, .absent: nil
    }
  }
}

/// The models of `<controller type='scsi'>` that matter for places.
enum SCSIModel: String, CaseIterable, Sendable {
  case virtio = "virtio-scsi"
  case transitional = "virtio-transitional"
  case nonTransitional = "virtio-non-transitional"
  case lsilogic, ncr53c90, ibmvscsi

  static let words = WordTable(allCases)

  /// Whether the guest drives it as a virtio device.
  var isVirtio: Bool {
    switch self {
    case .virtio, .transitional, .nonTransitional: true
    case .lsilogic, .ncr53c90, .ibmvscsi: false
    }
  }
}
