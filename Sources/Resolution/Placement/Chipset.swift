internal import DomainModel

/// The integrated devices of a PC chipset, which have fixed addresses.
///
/// Source: libvirt `qemuDomainValidateDevicePCISlotsPIIX3` and `…Q35`.
struct Chipset: Hashable, Sendable {
  /// A controller that is part of the chipset: the one with index 0 of its type.
  struct IntegratedController: Hashable, Sendable {
    let kind: ControllerKind
    var model: ControllerModel?
    let location: PCILocation
    /// Whether its address is set aside here and not among the stated ones.
    let isSetAside: Bool

    func matches(_ controller: ControllerFacts) -> Bool {
      controller.kind == kind && controller.index == 0 && (model == nil || controller.model == model)
    }
  }

  /// A controller that gets the slot it has on real hardware, if that is free.
  struct PreferredSlot: Hashable, Sendable {
    let model: ControllerModel
    let slots: [Int]
    var multifunction: OnOff?

    func matches(_ controller: ControllerFacts) -> Bool { controller.model == model }
  }

  let integrated: [IntegratedController]
  var preferredSlots: [PreferredSlot] = []
  /// Functions of devices that no domain mentions.
  let reserved: [PCILocation]
  /// The slot of the first video device, if it is free.
  let videoSlot: Int
  /// The slot of the first ich9 sound device, if it is free.
  var soundSlot: Int?
  /// What the chipset's devices need of bus 0.
  let connection: PCIConnectFlags

  static let i440fx = Chipset(
    integrated: [
      IntegratedController(kind: .ide, location: PCILocation(bus: 0, slot: 1, function: 1), isSetAside: true),
      IntegratedController(
        kind: .usb, model: .usb(.piix3UHCI), location: PCILocation(bus: 0, slot: 1, function: 2), isSetAside: true),
    ],
    reserved: [PCILocation(bus: 0, slot: 1), PCILocation(bus: 0, slot: 1, function: 3)],
    videoSlot: 2,
    connection: [.conventional, .automatic])

  static let q35 = Chipset(
    integrated: [
      IntegratedController(kind: .sata, location: PCILocation(bus: 0, slot: 0x1f, function: 2), isSetAside: false)
    ],
    preferredSlots: [
      PreferredSlot(model: .usb(.ich9UHCI1), slots: [0x1d, 0x1a], multifunction: .on),
      PreferredSlot(model: .pci(.dmiToPCIBridge), slots: [0x1e]),
    ],
    reserved: [PCILocation(bus: 0, slot: 0x1f), PCILocation(bus: 0, slot: 0x1f, function: 3)],
    videoSlot: 1,
    soundSlot: 0x1b,
    connection: .express)
}
