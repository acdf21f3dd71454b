/// The moment until which one piece of work may last.
public struct Deadline: Hashable, Sendable {
  /// The moment; nil is never.
  let end: ContinuousClock.Instant?

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
}
