internal import DomainModel

/// The model of a controller, as far as it decides where the controller is plugged in and what it gives.
enum ControllerModel: Hashable, Sendable {
  case pci(PCIModel)
  case usb(USBModel)
  case scsi(SCSIModel)
  case virtioSerial(Controller.Model)
  /// One that decides nothing.
  case other

  /// The model of a controller that states a word.
  init(_ word: String, of kind: ControllerKind) {
    let known: ControllerModel? =
      switch kind {
      case .pci: PCIModel(rawValue: word).map { .pci($0) }
      case .usb: USBModel(rawValue: word).map { .usb($0) }
      case .scsi: SCSIModel(rawValue: word).map { .scsi($0) }
      case .virtioSerial: Controller.Model(rawValue: word).map { .virtioSerial($0) }
      case .ide, .fdc, .sata, .ccid, .xenbus, .isa: nil
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
enum USBModel: String, Sendable {
  case piix3UHCI = "piix3-uhci"
  case ich9EHCI1 = "ich9-ehci1"
  case ich9UHCI1 = "ich9-uhci1"
  case ich9UHCI2 = "ich9-uhci2"
  case ich9UHCI3 = "ich9-uhci3"
  case necXHCI = "nec-xhci"
  case qemuXHCI = "qemu-xhci"
  /// The machine has no USB.
  case absent = "none"

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
enum SCSIModel: String, Sendable {
  case virtio = "virtio-scsi"
  case transitional = "virtio-transitional"
  case nonTransitional = "virtio-non-transitional"
  case lsilogic, ncr53c90, ibmvscsi

  /// Whether the guest drives it as a virtio device.
  var isVirtio: Bool {
    switch self {
    case .virtio, .transitional, .nonTransitional: true
    case .lsilogic, .ncr53c90, .ibmvscsi: false
    }
  }
}
