/// A JSON number, stored as text: it is not rounded, and its size is unlimited.
public struct JSONNumber: Hashable, Sendable {
  /// The number in JSON syntax.
  public let text: String

  /// An integer.
  public init(_ value: some BinaryInteger) { text = String(value) }

  /// Parses a number in JSON syntax, such as `-0`, `31` or `2.5e-3`; nil for any other text, such as `+1`, `010`, `.5` or `0x1F`.
  public init?(_ text: String) {
    var scanner = JSONScanner(Array(text.utf8))
    guard let number = try? scanner.number(), scanner.isAtEnd, number.text == text else { return nil }
    self = number
  }

  /// Takes text that is known to be a number.
  init(scanned text: String) { self.text = text }

  /// The value as an integer of a type; nil if it has a fraction or an exponent, or does not fit.
  public func integer<Integer: FixedWidthInteger>(as type: Integer.Type = Int.self) -> Integer? { Integer(text) }
}

extension JSONNumber: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// An integer.
  public init(integerLiteral value: Int) { self.init(value) }

  /// The number in JSON syntax.
  public var description: String { text }
}
