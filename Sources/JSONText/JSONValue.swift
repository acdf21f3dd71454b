/// A JSON value. Objects preserve the order of their members, and numbers preserve their digits.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number of any size, stored exactly.
  case number(JSONNumber)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object(JSONObject)

  /// An integer as a JSON number.
  public static func integer(_ value: some BinaryInteger) -> JSONValue { .number(JSONNumber(value)) }
}

extension JSONValue {
  /// The boolean; nil if the value is not one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The number; nil if the value is not one.
  public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }

  /// The integer; nil if the value is not a number, has a fraction or an exponent, or does not fit.
  public var integer: Int? { number?.integer() }

  /// The string; nil if the value is not one.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The elements; nil if the value is not an array.
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// The object; nil if the value is not one.
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// The value of the member `key`; nil if this is not an object or has no such member.
  public subscript(key: String) -> JSONValue? { object?[key] }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// An integer.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// An object with the members in the given order.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(JSONObject(members.map { JSONMember($0, $1) }))
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as one line of JSON.
  public var description: String { text() }

  /// The value as JSON.
  public func text(_ style: JSONPrinter.Style = .compact) -> String {
    var printer = JSONPrinter(style)
    printer.value(self)
    return String(decoding: printer.bytes, as: UTF8.self)
  }
}
