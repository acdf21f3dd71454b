/// One PCI bus and which functions of its slots are taken.
struct PCIBus: Sendable {
  let model: PCIModel
  private(set) var accepts: PCIConnectFlags
  /// One bit a function, one element a slot.
  private var functions: [32 of UInt8] = .init(repeating: 0)
  /// The slots whose first device shares its slot.
  private var aggregating: UInt32 = 0

  init(_ model: PCIModel, accepting accepts: PCIConnectFlags? = nil) {
    self.model = model
    self.accepts = accepts ?? model.accepts
  }

  func isTaken(slot: Int) -> Bool { functions[slot] != 0 }

  func isTaken(slot: Int, function: Int) -> Bool { functions[slot] & (1 << UInt8(function)) != 0 }

  /// Whether a function of the slot other than 0 has a device.
  func sharesSlot(_ slot: Int) -> Bool { functions.indices.contains(slot) && functions[slot] > 1 }

  /// Whether every slot has a device.
  var isFull: Bool { model.slots.allSatisfy(isTaken) }

  mutating func take(slot: Int, function: Int, as connection: PCIConnectFlags) {
    if functions[slot] == 0, connection.contains(.aggregating) { aggregating |= 1 << UInt32(slot) }
    functions[slot] |= 1 << UInt8(function)
  }

  /// The lowest free slot, or a free function of a slot whose devices share it.
  /// - Parameter function: the function that is asked for; nil takes any.
  func free(for connection: PCIConnectFlags, function: Int?) -> (slot: Int, function: Int)? {
    for slot in model.slots {
      if !isTaken(slot: slot) { return (slot, function ?? 0) }
      guard connection.contains(.aggregating), aggregating & (1 << UInt32(slot)) != 0 else { continue }
      let wanted = function.map { $0...$0 } ?? 0...7
      if let free = wanted.first(where: { !isTaken(slot: slot, function: $0) }) { return (slot, free) }
    }
    return nil
  }
}
