internal import DomainModel
internal import XMLTree

/// The model of a controller, as far as it decides where the controller is plugged in and what it gives.
enum ControllerModel: Hashable, Sendable {
  case pci(PCIModel)
  case usb(USBModel)
  case scsi(SCSIModel)
  case virtioSerial(Controller.Model)
  /// Another model, which makes no difference here.
  case other

  /// The model that a controller states, other than a virtio-serial one.
  init?(of controller: RawElement, _ kind: ControllerKind) {
    let document = controller.document
    guard let model = document.attribute(Name.model.xml, of: controller.node), !document.valueEquals(model, "auto")
    else { return nil }
    let known: ControllerModel? =
      switch kind {
      case .pci: PCIModel.words.value(of: model, in: document).map { .pci($0) }
      case .usb: USBModel.words.value(of: model, in: document).map { .usb($0) }
      case .scsi: SCSIModel.words.value(of: model, in: document).map { .scsi($0) }
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

/// The models of `<controller type='usb'>` that affect addresses.
enum USBModel: String, CaseIterable, Sendable {
  case piix3UHCI = "piix3-uhci"
  case ich9EHCI1 = "ich9-ehci1"
  case ich9UHCI1 = "ich9-uhci1"
  case ich9UHCI2 = "ich9-uhci2"
  case ich9UHCI3 = "ich9-uhci3"
  case necXHCI = "nec-xhci"
  case qemuXHCI = "qemu-xhci"
  case ehci
  case piix4UHCI = "piix4-uhci"
  case vt82c686bUHCI = "vt82c686b-uhci"
  case pciOHCI = "pci-ohci"
  case qusb1, qusb2
  /// USB is disabled.
  case absent = "none"

  static let words = WordTable(allCases)

  /// The function it has in the slot of its group, when it is a part of a USB 2.0 controller with its companions.
  var functionOfUSB2: Int? {
    switch self {
    case .ich9UHCI1: 0
    case .ich9UHCI2: 1
    case .ich9UHCI3: 2
    case .ich9EHCI1: 7
    default: nil
    }
  }

  /// How many ports it has where nothing else is said. A USB 1.1 companion has none of its own: its ports are those of the USB 2.0
  /// controller (libvirt `virDomainUSBAddressControllerModelToPorts`).
  var ports: Int {
    switch self {
    case .piix3UHCI, .piix4UHCI, .vt82c686bUHCI: 2
    case .ehci, .ich9EHCI1: 6
    case .pciOHCI: 3
    case .necXHCI, .qemuXHCI: 4
    case .qusb1, .qusb2: 8
    case .ich9UHCI1, .ich9UHCI2, .ich9UHCI3, .absent: 0
    }
  }

  /// Whether `ports=` decides how many ports it has.
  var hasChosenPorts: Bool {
    switch self {
    case .necXHCI, .qemuXHCI, .qusb1, .qusb2: true
    default: false
    }
  }
}

/// The models of `<controller type='scsi'>` that affect addresses.
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
