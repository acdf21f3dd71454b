/// Why a text is not JSON: where, and what should be there.
public struct JSONError: Error, Hashable, Sendable {
  /// What was expected at the location.
  public enum Expectation: Hashable, Sendable {
    /// The start of some value.
    case value
    /// One of the bytes that can go on here, as shown to people: `',' or '}'`.
    case token(String)
    /// The name of a member, in double quotes.
    case key
    /// A digit.
    case digit
    /// Four hexadecimal digits of `\u`, naming a Unicode scalar together with the other half of a surrogate pair.
    case unicodeScalar
    /// A letter that may follow a backslash.
    case escape
    /// A character that may be in a string as it is; control characters must be escaped.
    case stringCharacter
    /// UTF-8.
    case utf8
    /// A key that the object does not have yet.
    case newKey(String)
    /// Less nesting.
    case depth(atMost: Int)
    /// Nothing more.
    case end
  }

  /// The byte at which reading stopped, counted from the start of the text.
  public let offset: Int
  /// What should be there.
  public let expected: Expectation

  /// Makes an error.
  public init(at offset: Int, expected: Expectation) {
    self.offset = offset
    self.expected = expected
  }
}

extension JSONError: CustomStringConvertible {
  /// The expectation in words, without the location: `expected ',' or '}'`.
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
