/// Numbers of which some are taken, and the search for the lowest that is free. Numbers are never given back, so that the
/// search never goes over the same numbers twice.
struct NumberPool: Sendable {
  private var taken: Set<Int> = []
  private var next: Int

  /// A pool whose search begins at a number.
  init(from first: Int = 0) { next = first }

  /// Whether a number is taken.
  func contains(_ number: Int) -> Bool { taken.contains(number) }

  /// Takes a number.
  /// - Returns: whether it was free.
  @discardableResult
  mutating func take(_ number: Int) -> Bool { taken.insert(number).inserted }

  /// The lowest free number.
  mutating func lowestFree() -> Int {
    while taken.contains(next) { next += 1 }
    return next
  }

  /// Takes the lowest free number.
  mutating func takeLowest() -> Int {
    let number = lowestFree()
    take(number)
    return number
  }
}
