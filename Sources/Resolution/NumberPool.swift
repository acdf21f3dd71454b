/// Numbers of which some are taken, and the search for the lowest that is free. Numbers are never given back, so that the
/// search never goes over the same numbers twice.
struct NumberPool: Sendable {
  /// The low numbers, one bit each: nearly all that a domain has.
  private var low: [UInt64] = []
  private var high: Set<Int> = []
  private var next: Int

  private static let lowNumbers = 0..<4096

  /// A pool whose search begins at a number.
  init(from first: Int = 0) { next = first }

  /// Whether a number is taken.
  func contains(_ number: Int) -> Bool {
    guard Self.lowNumbers.contains(number) else { return high.contains(number) }
    return number >> 6 < low.count && low[number >> 6] & Self.bit(number) != 0
  }

  /// Takes a number.
  /// - Returns: whether it was free.
  @discardableResult
  mutating func take(_ number: Int) -> Bool {
    guard Self.lowNumbers.contains(number) else { return high.insert(number).inserted }
    while low.count <= number >> 6 { low.append(0) }
    defer { low[number >> 6] |= Self.bit(number) }
    return low[number >> 6] & Self.bit(number) == 0
  }

  private static func bit(_ number: Int) -> UInt64 { 1 << UInt64(number & 63) }

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
