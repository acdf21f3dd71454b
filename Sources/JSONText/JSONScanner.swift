internal import SourceText

/// Reads JSON from bytes, value by value, with the range of each value.
///
/// ``JSONValue/init(parsing:dialect:depthLimit:)`` reads a whole text. To get positions, use a scanner:
///
/// ```swift
/// try scanner.members { scanner, key, keyRange in
///   let value = try scanner.value()       // is at scanner.lastRange
/// }
/// ```
public struct JSONScanner: Sendable {
  /// The dialect of the text.
  public enum Dialect: Sendable {
    /// RFC 8259.
    case standard
    /// The dialect of QEMU, which also allows single quotes (qobject/json-lexer.c).
    case qemu
  }

  /// The offset of the next byte, from 0.
  public internal(set) var offset = 0
  /// The range of the value that was read last.
  public internal(set) var lastRange = 0..<0

  let bytes: [UInt8]
  let dialect: Dialect
  private let depthLimit: Int
  private var depth = 0

  /// Creates a scanner for `bytes`. More than `depthLimit` nested arrays and objects are an error.
  public init(_ bytes: [UInt8], dialect: Dialect = .standard, depthLimit: Int = 128) {
    self.bytes = bytes
    self.dialect = dialect
    self.depthLimit = depthLimit
  }

  /// Whether only white space remains.
  public var isAtEnd: Bool { bytes[offset...].allSatisfy(\.isBlank) }

  /// The first byte of the next value; nil at the end.
  public var upcoming: UInt8? { bytes[offset...].first { !$0.isBlank } }

  /// Reads one value of any kind. Throws the location and the expected text if it is malformed.
  public mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    switch current ?? 0 {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: return try keyword()
    }
  }

  /// Reads an object. `body` is called for each member with its key, the range of the key, and this scanner at the value,
  /// which `body` must read. Throws if the object is malformed, and the errors of `body`.
  public mutating func members(
    _ body: (inout JSONScanner, _ key: String, _ keyRange: Range<Int>) throws(JSONError) -> Void
  ) throws(JSONError) {
    var seen: Set<[UInt8]> = []
    try items("{", "}") { (scanner: inout JSONScanner) throws(JSONError) in
      let (key, range) = try scanner.newKey(&seen)
      try scanner.skip(":")
      try body(&scanner, key, range)
    }
  }

  /// Reads an array. `body` is called with this scanner at each element, which it must read. Throws if the array is malformed, and the
  /// errors of `body`.
  public mutating func elements(_ body: (inout JSONScanner) throws(JSONError) -> Void) throws(JSONError) {
    try items("[", "]", body)
  }

  /// Verifies that only white space remains. Throws if other text follows.
  public mutating func end() throws(JSONError) {
    skipSpace()
    guard offset == bytes.count else { throw error(.end) }
  }
}

extension JSONValue {
  /// Parses a whole text. Throws if it is malformed or an object has a key twice.
  public init(
    parsing bytes: [UInt8], dialect: JSONScanner.Dialect = .standard, depthLimit: Int = 128
  ) throws(JSONError) {
    var scanner = JSONScanner(bytes, dialect: dialect, depthLimit: depthLimit)
    self = try scanner.value()
    try scanner.end()
  }
}

extension JSONScanner {
  private mutating func object() throws(JSONError) -> JSONObject {
    var object = JSONObject()
    try members { (scanner: inout JSONScanner, key: String, _) throws(JSONError) in
      object.members.append(JSONMember(key, try scanner.value()))
    }
    return object
  }

  private mutating func array() throws(JSONError) -> [JSONValue] {
    var array: [JSONValue] = []
    try elements { (scanner: inout JSONScanner) throws(JSONError) in array.append(try scanner.value()) }
    return array
  }

  private mutating func items(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ item: (inout JSONScanner) throws(JSONError) -> Void
  ) throws(JSONError) {
    skipSpace()
    let start = offset
    guard depth < depthLimit else { throw error(.depth(atMost: depthLimit)) }
    depth += 1
    try skip(opening)
    var separator = false
    while !skipIfPresent(closing) {
      if separator { try skip(",", or: closing) }
      try item(&self)
      separator = true
    }
    depth -= 1
    lastRange = start..<offset
  }

  private mutating func newKey(_ seen: inout Set<[UInt8]>) throws(JSONError) -> (String, Range<Int>) {
    skipSpace()
    guard current == UInt8(ascii: "\"") || dialect == .qemu && current == UInt8(ascii: "'") else { throw error(.key) }
    let key = try string()
    // Compared as bytes: String takes canonically equivalent spellings for equal, JSON does not.
    guard seen.insert(Array(key.utf8)).inserted else {
      throw JSONError(at: lastRange.lowerBound, expected: .newKey(key))
    }
    return (key, lastRange)
  }

  private mutating func keyword() throws(JSONError) -> JSONValue {
    let start = offset
    while let byte = current, byte.isLetter { offset += 1 }
    lastRange = start..<offset
    switch String(decoding: bytes[lastRange], as: UTF8.self) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: throw JSONError(at: start, expected: .value)
    }
  }
}

extension JSONScanner {
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func error(_ expected: JSONError.Expectation) -> JSONError { JSONError(at: offset, expected: expected) }

  mutating func skipSpace() {
    while let byte = current, byte.isBlank { offset += 1 }
  }

  private mutating func skipIfPresent(_ token: Unicode.Scalar) -> Bool {
    skipSpace()
    guard current == UInt8(ascii: token) else { return false }
    offset += 1
    return true
  }

  private mutating func skip(_ token: Unicode.Scalar, or other: Unicode.Scalar? = nil) throws(JSONError) {
    guard !skipIfPresent(token) else { return }
    throw error(.token(other.map { "'\(token)' or '\($0)'" } ?? "'\(token)'"))
  }
}
