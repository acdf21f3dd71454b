internal import CommandText
public import SourceText

/// The source range of a part of an option. It is ignored by equality, as all locations are equal, so options can be
/// compared, copied and built in code.
///
/// There are many of them, so a location is small: it covers the first four gigabytes of a text.
public struct OptionLocation: Hashable, Sendable {
  private let start: UInt32
  private let end: UInt32

  /// Creates a location from a source range; nil for none.
  public init(_ range: SourceRange?) {
    start = range.map { UInt32(clamping: $0.lowerBound) } ?? .max
    end = range.map { UInt32(clamping: $0.upperBound) } ?? .max
  }

  /// The source range; nil if the part was not read from a text.
  public var range: SourceRange? { start == .max ? nil : SourceRange(Int(start), Int(end)) }

  /// The location of a part that was not read from a text.
  public static let none = OptionLocation(nil)

  /// Always true.
  public static func == (a: OptionLocation, b: OptionLocation) -> Bool { true }

  /// Hashes nothing, because all locations are equal.
  public func hash(into hasher: inout Hasher) {}
}

extension CommandLineArgument {
  /// The location of some bytes of the argument.
  func location(_ part: Range<Int>) -> OptionLocation { OptionLocation(range(of: part)) }

  /// How many properties it has as the value of an option, as a rule: a list that grows takes twice what it needs.
  var roomForProperties: Int {
    var room = 1
    for byte in bytes.prefix(1024) where byte == UInt8(ascii: ",") { room += 1 }
    return min(16, room)
  }
}
