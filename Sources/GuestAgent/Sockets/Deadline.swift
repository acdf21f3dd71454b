/// The time at which an operation must end.
public struct Deadline: Hashable, Sendable {
  /// The moment; nil is never.
  let end: ContinuousClock.Instant?

  /// No time limit.
  public static let never = Deadline(end: nil)

  /// The time that is `duration` from now, at most a century.
  public static func after(_ duration: Duration) -> Deadline {
    Deadline(end: .now.advanced(by: min(max(duration, .zero), .seconds(3_000_000_000))))
  }

  /// Whether the deadline has passed.
  public var isOver: Bool { end.map { $0 <= .now } ?? false }

  /// The earlier of two deadlines.
  public func orSooner(_ other: Deadline) -> Deadline {
    guard let end, let otherEnd = other.end else { return end == nil ? other : self }
    return Deadline(end: min(end, otherEnd))
  }

  /// The later of both moments.
  func orLater(_ other: Deadline) -> Deadline {
    guard let end, let otherEnd = other.end else { return .never }
    return Deadline(end: max(end, otherEnd))
  }
}
