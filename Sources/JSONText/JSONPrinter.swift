/// Appends JSON to a byte buffer, value by value. Only the buffer is stored, so output of any length can be printed.
///
/// ```swift
/// var printer = JSONPrinter()
/// printer.object { printer in
///   printer.member("driver", .string("virtserialport"))
///   printer.key("nr")
///   printer.number(1)
/// }
/// ```
/// Strings are escaped as libvirt does (json-c without slash escapes): `"`, `\`, and control characters, nothing else.
public struct JSONPrinter: Sendable {
  /// The layout of the text.
  public enum Style: Sendable {
    /// One line without spaces, as libvirt prints option arguments.
    case compact
    /// One member or element per line, indented by two spaces, `"key": value`.
    case pretty
  }

  /// The printed text. A caller that streams can take the bytes and empty the buffer between two values.
  public var bytes: [UInt8] = []

  private let style: Style
  private var depth = 0
  private var needsComma = false
  private var followsKey = false

  /// A printer with an empty buffer.
  public init(_ style: Style = .compact) { self.style = style }

  /// Prints an object; `body` prints its members. Throws only the errors of `body`.
  public mutating func object<Failure: Error>(_ body: (inout JSONPrinter) throws(Failure) -> Void) throws(Failure) {
    try nested("{", "}", body)
  }

  /// Prints an array; `body` prints its elements. Throws only the errors of `body`.
  public mutating func array<Failure: Error>(_ body: (inout JSONPrinter) throws(Failure) -> Void) throws(Failure) {
    try nested("[", "]", body)
  }

  /// Prints the name of a member; the next value printed is its value.
  public mutating func key(_ key: String) {
    beginItem()
    quote(key)
    bytes.append(UInt8(ascii: ":"))
    if style == .pretty { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  /// Prints a name and its value.
  public mutating func member(_ key: String, _ value: JSONValue) {
    self.key(key)
    self.value(value)
  }

  /// Prints a name and a string.
  public mutating func member(_ key: String, _ value: String) {
    self.key(key)
    string(value)
  }

  /// Prints a name and an integer.
  public mutating func member(_ key: String, _ value: some BinaryInteger) {
    self.key(key)
    number(JSONNumber(value))
  }

  /// Prints a value.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: literal("null")
    case .bool(let value): literal(value ? "true" : "false")
    case .number(let value): number(value)
    case .string(let value): string(value)
    case .array(let elements): array { printer in for element in elements { printer.value(element) } }
    case .object(let object):
      self.object { printer in for member in object { printer.member(member.key, member.value) } }
    }
  }

  /// Prints a string.
  public mutating func string(_ value: String) {
    beginItem()
    quote(value)
  }

  /// Prints a number.
  public mutating func number(_ value: JSONNumber) { literal(value.text) }
}

extension JSONPrinter {
  private mutating func nested<Failure: Error>(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONPrinter) throws(Failure) -> Void
  ) throws(Failure) {
    beginItem()
    bytes.append(UInt8(ascii: opening))
    depth += 1
    needsComma = false
    try body(&self)
    depth -= 1
    if needsComma { breakLine() }
    bytes.append(UInt8(ascii: closing))
    needsComma = true
  }

  private mutating func literal(_ text: String) {
    beginItem()
    bytes += text.utf8
  }

  private mutating func beginItem() {
    if followsKey {
      followsKey = false
    } else {
      if needsComma && depth > 0 { bytes.append(UInt8(ascii: ",")) }
      if depth > 0 { breakLine() }
    }
    needsComma = true
  }

  private mutating func breakLine() {
    guard style == .pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        bytes.append(byte)
      } else {
        bytes += Self.escape(byte).utf8
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\""): #"\""#
    case UInt8(ascii: "\\"): #"\\"#
    case 0x08: #"\b"#
    case 0x09: #"\t"#
    case 0x0A: #"\n"#
    case 0x0C: #"\f"#
    case 0x0D: #"\r"#
    default: #"\u00"# + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
