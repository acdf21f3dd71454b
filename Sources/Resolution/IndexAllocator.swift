/// A set of used numbers that finds the lowest free one. Numbers are never released, so the search never visits a
/// number twice.
struct IndexAllocator: Sendable {
  /// The numbers below 64, one bit each: all that most domains have.
  private var low: UInt64 = 0
  private var high: Set<Int> = []
  private var next: Int

  /// A pool whose search begins at a number.
  init(from first: Int = 0) { next = first }

  /// Whether a number is taken.
  func contains(_ number: Int) -> Bool {
    0..<64 ~= number ? low & Self.bit(number) != 0 : high.contains(number)
  }

  /// Takes a number.
  /// - Returns: whether it was free.
  @discardableResult
  mutating func take(_ number: Int) -> Bool {
    guard 0..<64 ~= number else { return high.insert(number).inserted }
    defer { low |= Self.bit(number) }
    return low & Self.bit(number) == 0
  }

  private static func bit(_ number: Int) -> UInt64 { 1 << UInt64(number) }

  /// The lowest free number.
  mutating func lowestFree() -> Int {
    while contains(next) { next += 1 }
    return next
  }

  /// Takes the lowest free number.
  mutating func takeLowest() -> Int {
    let number = lowestFree()
    take(number)
    return number
  }
}
