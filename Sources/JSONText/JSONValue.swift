/// A JSON value. Objects keep the order of their members, numbers the digits they were written with.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, exact at any size.
  case number(JSONNumber)
  /// A string.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members in the order in which they are.
  case object(JSONObject)

  /// An integer as a JSON number.
  public static func integer(_ value: some BinaryInteger) -> JSONValue { .number(JSONNumber(value)) }
}

extension JSONValue {
  /// The truth value, when it is one.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The number, when it is one.
  public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }

  /// The integer, when it is a number without fraction and exponent that fits.
  public var integer: Int? { number?.integer() }

  /// The text, when it is a string.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The elements, when it is a list.
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// The members, when it is an object.
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// The member named `key`, when this is an object that has one.
  public subscript(key: String) -> JSONValue? { object?[key] }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// An integer.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// An object whose members are in the order written.
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
