extension JSONScanner {
  /// Reads a string. Throws the location and the expected text if there is none.
  public mutating func string() throws(JSONError) -> String {
    skipSpace()
    guard let quote = current, quote == UInt8(ascii: "\"") || dialect == .qemu && quote == UInt8(ascii: "'") else {
      throw error(.value)
    }
    let start = offset
    offset += 1
    let text = try stringBody(until: quote)
    offset += 1
    lastRange = start..<offset
    guard let string = String(validating: text, as: UTF8.self) else { throw JSONError(at: start, expected: .utf8) }
    return string
  }

  /// Reads a number. Throws the location and the expected text if there is none.
  public mutating func number() throws(JSONError) -> JSONNumber {
    skipSpace()
    let start = offset
    if current == UInt8(ascii: "-") { offset += 1 }
    if current == UInt8(ascii: "0") { offset += 1 } else { try digits() }
    if current == UInt8(ascii: ".") {
      offset += 1
      try digits()
    }
    if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
      offset += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
      try digits()
    }
    lastRange = start..<offset
    return JSONNumber(scanned: String(decoding: bytes[lastRange], as: UTF8.self))
  }

  private mutating func digits() throws(JSONError) {
    let start = offset
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    if offset == start { throw error(.digit) }
  }

  /// The bytes up to the closing quote, escapes undone.
  private mutating func stringBody(until quote: UInt8) throws(JSONError) -> [UInt8] {
    var text: [UInt8] = []
    var plain = offset
    while let byte = current, byte != quote {
      guard byte >= 0x20 else { throw error(.stringCharacter) }
      if byte == UInt8(ascii: "\\") {
        text += bytes[plain..<offset]
        try escape(into: &text)
        plain = offset
      } else {
        offset += 1
      }
    }
    guard current != nil else { throw error(.token(quote == UInt8(ascii: "'") ? "the closing '" : "the closing \"")) }
    text += bytes[plain..<offset]
    return text
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    offset += 1
    guard let letter = current else { throw error(.escape) }
    switch letter {
    case UInt8(ascii: "u"):
      return text += Array(String(try escapedScalar()).utf8)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "'") where dialect == .qemu: text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    default: throw error(.escape)
    }
    offset += 1
  }

  /// Reads `uXXXX`, or both halves of a surrogate pair, standing at the `u`.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let start = offset
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if (0xD800..<0xDC00).contains(unit), current == UInt8(ascii: "\\"), offset + 1 < bytes.count,
      bytes[offset + 1] == UInt8(ascii: "u")
    {
      offset += 1
      let low = try codeUnit()
      if (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        return scalar
      }
    }
    throw JSONError(at: start, expected: .unicodeScalar)
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    offset += 1
    guard offset + 4 <= bytes.count, bytes[offset] != UInt8(ascii: "+"), bytes[offset] != UInt8(ascii: "-"),
      let unit = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw error(.unicodeScalar) }
    offset += 4
    return unit
  }
}
