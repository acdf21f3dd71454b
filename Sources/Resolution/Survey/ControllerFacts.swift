/// The types of `<controller>`. The raw value is the word in `type=`.
public enum ControllerKind: String, CaseIterable, Hashable, Sendable {
  case ide, fdc, scsi, sata, ccid, usb, pci, xenbus, isa
  case virtioSerial = "virtio-serial"
}

/// What only controllers have.
struct ControllerFacts: Hashable, Sendable {
  let kind: ControllerKind
  let index: Int
  let model: String?
  /// The model, when it is of type pci.
  let pciModel: PCIModel?

  init(kind: ControllerKind, index: Int, model: String?) {
    self.kind = kind
    self.index = index
    self.model = model
    pciModel = kind == .pci ? model.flatMap(PCIModel.init) : nil
  }

  /// The bus it gives, when it is of type pci.
  var pciIndex: Int? { kind == .pci && index <= Self.highestPCIIndex ? index : nil }

  /// "PCI controller index … too high, maximum is 255" (`virDomainControllerDefValidate`).
  static let highestPCIIndex = 255

  /// The function it has in the slot of its group, when it is a part of a USB 2.0 controller with its companions.
  var functionOfUSB2: Int? { kind == .usb ? model.flatMap { Self.functionsOfUSB2[$0] } : nil }

  private static let functionsOfUSB2 = ["ich9-uhci1": 0, "ich9-uhci2": 1, "ich9-uhci3": 2, "ich9-ehci1": 7]
}
