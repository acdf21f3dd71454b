/// The moment until which one piece of work may last.
public struct Deadline: Hashable, Sendable {
  private let end: ContinuousClock.Instant?

  /// No end at all.
  public static let never = Deadline(end: nil)

  /// A moment that is `duration` from now, a century at most.
  public static func after(_ duration: Duration) -> Deadline {
    Deadline(end: .now.advanced(by: min(max(duration, .zero), .seconds(3_000_000_000))))
  }

  /// Whether the moment has come.
  public var isOver: Bool { end.map { $0 <= .now } ?? false }

  /// The earlier of both moments.
  public func orSooner(_ other: Deadline) -> Deadline {
    guard let end, let otherEnd = other.end else { return end == nil ? other : self }
    return Deadline(end: min(end, otherEnd))
  }

  /// The later of both moments.
  func orLater(_ other: Deadline) -> Deadline {
    guard let end, let otherEnd = other.end else { return .never }
    return Deadline(end: max(end, otherEnd))
  }

  /// The time left as `poll` takes it: milliseconds, rounded up, -1 without an end.
  var milliseconds: Int32 {
    guard let end else { return -1 }
    let left = ContinuousClock.Instant.now.duration(to: end).components
    guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
    return Int32(clamping: left.seconds * 1000 + (left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
