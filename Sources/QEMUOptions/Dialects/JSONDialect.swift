public import CommandText
internal import JSONText
internal import SourceText

/// Option values as JSON objects.
public enum JSONDialect {
  /// The value of an option.
  public static func print(_ option: QEMUOption) -> String { json(option.properties).text() }

  /// Parses the value of an option. A text that is not a JSON object is a problem, and the option has no properties.
  public static func parse(_ value: CommandLineArgument, _ flag: OptionFlag, _ problems: inout [OptionProblem])
    -> QEMUOption
  {
    var option = QEMUOption(flag, [], location: OptionLocation(value.range))
    var scanner = JSONScanner(value.bytes, dialect: .qemu)
    do throws(JSONError) {
      option.properties = try properties(&scanner, value, room: value.roomForProperties)
      try scanner.end()
    } catch {
      problems.append(
        OptionProblem(.malformedJSON(error), at: value.range(of: value.bytes.character(at: error.offset))))
    }
    return option
  }
}

extension JSONDialect {
  private static func json(_ properties: [OptionProperty]) -> JSONValue {
    .object(JSONObject(properties.map { JSONMember($0.key, json($0.value)) }))
  }

  private static func json(_ value: OptionValue) -> JSONValue {
    switch value {
    case .string(let value), .text(let value), .verbatim(let value): .string(value)
    case .integer(let value): .integer(value)
    case .boolean(let value): .bool(value)
    case .list(let elements): .array(elements.map(json))
    case .object(let properties): json(properties)
    }
  }

  private static func properties(
    _ scanner: inout JSONScanner, _ source: CommandLineArgument, room: Int = 0
  ) throws(JSONError) -> [OptionProperty] {
    var properties: [OptionProperty] = []
    properties.reserveCapacity(room)
    try scanner.members { (scanner: inout JSONScanner, key: String, keyRange: Range<Int>) throws(JSONError) in
      let value = try value(&scanner, source)
      properties.append(
        OptionProperty(
          key, value, keyLocation: source.location(keyRange), valueLocation: source.location(scanner.lastRange)))
    }
    return properties
  }

  private static func value(_ scanner: inout JSONScanner, _ source: CommandLineArgument) throws(JSONError)
    -> OptionValue
  {
    switch scanner.upcoming {
    case UInt8(ascii: "{"): return .object(try properties(&scanner, source))
    case UInt8(ascii: "["):
      var elements: [OptionValue] = []
      try scanner.elements { (scanner: inout JSONScanner) throws(JSONError) in
        elements.append(try value(&scanner, source))
      }
      return .list(elements)
    default: return OptionValue(try scanner.value())
    }
  }
}

extension OptionValue {
  /// A scalar. `null`, fractions and numbers out of range are no value of any option known here; they are kept as strings.
  fileprivate init(_ json: JSONValue) {
    switch json {
    case .string(let value): self = .string(value)
    case .bool(let value): self = .boolean(value)
    case .number(let number): self = number.integer().map { .integer($0) } ?? .string(number.text)
    case .null, .array, .object: self = .string(json.text())
    }
  }
}
