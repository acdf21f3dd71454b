/// A PCI function by its numbers.
struct PCILocation: Hashable, Sendable {
  var domain = 0
  var bus: Int
  var slot: Int
  var function = 0

  /// Whether it asks for an address to be chosen (`virPCIDeviceAddressIsEmpty`: the function does not count).
  var isEmpty: Bool { domain == 0 && bus == 0 && slot == 0 }
}
