/// The reason why a text is not valid JSON: the location and the expected text.
public struct JSONError: Error, Hashable, Sendable {
  /// What was expected at the location.
  public enum Expectation: Hashable, Sendable {
    /// The start of a value.
    case value
    /// One of the characters that are valid here, formatted for a message: `',' or '}'`.
    case token(String)
    /// The name of a member, in double quotes.
    case key
    /// A digit.
    case digit
    /// Four hexadecimal digits after `\u` that, with the other half of a surrogate pair, are a Unicode scalar.
    case unicodeScalar
    /// A letter that may follow a backslash.
    case escape
    /// A character that is valid in a string without an escape; control characters must be escaped.
    case stringCharacter
    /// Valid UTF-8.
    case utf8
    /// A key that the object does not have yet.
    case newKey(String)
    /// Less nesting.
    case depth(atMost: Int)
    /// The end of the text.
    case end
  }

  /// The byte at which reading stopped, counted from the start of the text.
  public let offset: Int
  /// The text that is expected at the offset.
  public let expected: Expectation

  /// Creates an error.
  public init(at offset: Int, expected: Expectation) {
    self.offset = offset
    self.expected = expected
  }
}

extension JSONError: CustomStringConvertible {
  /// The expected text, without the location: `expected ',' or '}'`.
  public var description: String {
    switch expected {
    case .value: "expected a value"
    case .token(let token): "expected \(token)"
    case .key: "expected a key in double quotes"
    case .digit: "expected a digit"
    case .unicodeScalar: "expected four hexadecimal digits of a valid character"
    case .escape: #"expected one of "\/bfnrtu after the backslash"#
    case .stringCharacter: "expected the rest of the string; control characters must be escaped"
    case .utf8: "expected UTF-8"
    case .newKey(let key): "duplicate key '\(key)'"
    case .depth(let limit): "nested deeper than \(limit) levels"
    case .end: "expected the end of the input"
    }
  }
}
