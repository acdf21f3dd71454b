internal import DomainModel

/// The types of `<controller>`. The raw value is that of `type=`.
public enum ControllerKind: String, CaseIterable, Hashable, Sendable {
  case ide, fdc, scsi, sata, ccid, usb, pci, xenbus, isa
  case virtioSerial = "virtio-serial"

  static let words = WordTable(allCases)
}

/// What only controllers have.
struct ControllerFacts: Hashable, Sendable {
  let kind: ControllerKind
  let index: Int
  let model: ControllerModel?

  /// The bus it gives, when it is of type pci.
  var pciIndex: Int? { kind == .pci && index <= Self.highestPCIIndex ? index : nil }

  /// The model, when it is of type pci.
  var pciModel: PCIModel? {
    if case .pci(let model) = model { model } else { nil }
  }

  /// The function it has in the slot of its group, when it is a part of a USB 2.0 controller with its companions.
  var functionOfUSB2: Int? { model?.functionOfUSB2 }

  /// "PCI controller index … too high, maximum is 255" (`virDomainControllerDefValidate`).
  static let highestPCIIndex = 255
}

extension ControllerModel {
  /// The function it has in the slot of its group, when it is a part of a USB 2.0 controller with its companions.
  var functionOfUSB2: Int? {
    if case .usb(let model) = self { model.functionOfUSB2 } else { nil }
  }
}
