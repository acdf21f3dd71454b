/// The types of `<controller>`. The raw value is the word in `type=`.
public enum ControllerKind: String, CaseIterable, Hashable, Sendable {
  case ide, fdc, scsi, sata, ccid, usb, pci, xenbus, isa
  case virtioSerial = "virtio-serial"
}

/// What only controllers have.
struct ControllerFacts: Hashable, Sendable {
  let kind: ControllerKind
  let index: Int
  /// The bus it gives, when it is of type pci.
  let pciIndex: Int?
  /// The model, when it is of type pci.
  let pciModel: PCIModel?
  /// The function it has in the slot of its group, when it is a part of a USB 2.0 controller with its companions.
  let functionOfUSB2: Int?

  init(kind: ControllerKind, index: Int, model: String?) {
    self.kind = kind
    self.index = index
    pciIndex = kind == .pci && index <= Self.highestPCIIndex ? index : nil
    pciModel = kind == .pci ? model.flatMap(PCIModel.init) : nil
    functionOfUSB2 = kind == .usb ? Self.functionOfUSB2(model) : nil
  }

  /// "PCI controller index … too high, maximum is 255" (`virDomainControllerDefValidate`).
  static let highestPCIIndex = 255

  private static func functionOfUSB2(_ model: String?) -> Int? {
    switch model {
    case "ich9-uhci1": 0
    case "ich9-uhci2": 1
    case "ich9-uhci3": 2
    case "ich9-ehci1": 7
    default: nil
    }
  }
}
