/// A PCI function by its numbers.
struct PCILocation: Hashable, Sendable {
  var domain = 0
  var bus: Int
  var slot: Int
  var function = 0

  /// Whether it asks for an address to be chosen (`virPCIDeviceAddressIsEmpty`: the function does not count).
  var isEmpty: Bool { domain == 0 && bus == 0 && slot == 0 }
}

/// Why a device does not get the PCI address it states, or none at all.
enum PCIRefusal: Error, Hashable, Sendable {
  /// The machine has no PCI bus.
  case noBuses
  /// Only PCI domain 0 exists.
  case unknownDomain(PCILocation)
  /// The bus does not exist and cannot be added.
  case unknownBus(PCILocation, last: Int)
  /// The bus does not accept devices of this kind.
  case wrongBus(PCILocation, needs: String)
  /// The bus does not have the slot.
  case slotOutOfRange(PCILocation, ClosedRange<Int>)
  /// A slot has only the functions 0 to 7.
  case functionOutOfRange(PCILocation)
  /// Another device has the address.
  case taken(PCILocation)
  /// No slot is free.
  case noRoom(for: PCIConnectFlags)
  /// No slot is free, and no controller can be added to provide one.
  case cannotAddBus(for: PCIConnectFlags)
}
