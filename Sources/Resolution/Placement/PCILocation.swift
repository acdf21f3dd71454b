/// A PCI function by its numbers.
struct PCILocation: Hashable, Sendable {
  var domain = 0
  var bus: Int
  var slot: Int
  var function = 0

  /// Whether it asks for an address to be chosen (`virPCIDeviceAddressIsEmpty`: the function does not count).
  var isEmpty: Bool { domain == 0 && bus == 0 && slot == 0 }

  /// Hashes one word: the parts of an address within their ranges do not overlap.
  func hash(into hasher: inout Hasher) { hasher.combine(domain << 24 ^ bus << 16 ^ slot << 8 ^ function) }

  /// Another function of the same slot.
  func atFunction(_ function: Int) -> PCILocation {
    PCILocation(domain: domain, bus: bus, slot: slot, function: function)
  }
}
