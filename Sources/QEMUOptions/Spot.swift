public import SourceText

/// Where a part of an option was read. It takes no part in equality: two spots are always equal, so that options can be
/// compared, copied and built by hand.
public struct Spot: Hashable, Sendable {
  /// The bytes of the input, or nil when the part was not read.
  public let range: SourceRange?

  /// A spot that covers `range`.
  public init(_ range: SourceRange?) { self.range = range }

  /// Of a part that was not read.
  public static let none = Spot(nil)

  /// Always true.
  public static func == (a: Spot, b: Spot) -> Bool { true }

  /// Hashes nothing, as all spots are equal.
  public func hash(into hasher: inout Hasher) {}
}
