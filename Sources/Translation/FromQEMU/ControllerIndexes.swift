/// The indexes of controllers whose ids are known.
enum ControllerIndexes {
  /// The number in `virtio-serial3`, where no other controller has it; for the rest the lowest that are free, in order.
  static func choose(for ids: [String?]) -> [Int] {
    var indexes = ids.map { $0.flatMap(number) }
    var taken: Set<Int> = []
    for (location, index) in indexes.enumerated() {
      if let index, !taken.insert(index).inserted { indexes[location] = nil }
    }
    var next = 0
    return indexes.map { index in
      if let index { return index }
      while !taken.insert(next).inserted { next += 1 }
      return next
    }
  }

  private static func number(_ id: String) -> Int? {
    let prefix = "virtio-serial"
    guard id.hasPrefix(prefix), let number = Int(id.dropFirst(prefix.count)), 0...0xFFFF ~= number else { return nil }
    return "\(prefix)\(number)" == id ? number : nil
  }
}
