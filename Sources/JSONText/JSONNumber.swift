/// A JSON number, kept as its text: nothing is rounded, and no number is too large.
public struct JSONNumber: Hashable, Sendable {
  /// The number as JSON writes it.
  public let text: String

  /// An integer.
  public init(_ value: some BinaryInteger) { text = String(value) }

  /// Takes `text` when it is a number as JSON writes them: `-0`, `31`, `2.5e-3`, but not `+1`, `010`, `.5` or `0x1F`.
  public init?(_ text: String) {
    var scanner = JSONScanner(Array(text.utf8))
    guard let number = try? scanner.number(), scanner.isAtEnd, number.text == text else { return nil }
    self = number
  }

  /// Takes text that is known to be a number.
  init(scanned text: String) { self.text = text }

  /// The value as an integer of some type; nil when it has a fraction or an exponent, or does not fit.
  public func integer<Integer: FixedWidthInteger>(as type: Integer.Type = Int.self) -> Integer? { Integer(text) }
}

extension JSONNumber: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// An integer.
  public init(integerLiteral value: Int) { self.init(value) }

  /// The number as JSON writes it.
  public var description: String { text }
}
