/// The encoding of binary data in the agent's JSON (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value of each byte that is a digit; 0xFF for the others.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  /// The bytes as text, padded with `=`.
  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0..<4 {
        text.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 0x3F] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The decoded bytes; nil if the text is not Base64.
  static func decode(_ text: String) -> [UInt8]? {
    guard text.utf8.count % 4 == 0 else { return nil }
    let padding = text.utf8.suffix(2).filter { $0 == UInt8(ascii: "=") }.count
    let digits = text.utf8.dropLast(padding)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var bits = 0
    for (position, digit) in digits.enumerated() {
      let value = values[Int(digit)]
      guard value != 0xFF else { return nil }
      bits = (bits << 6 | Int(value)) & 0xFF_FFFF
      if position % 4 != 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * (position % 4)))) }
    }
    return bytes
  }
}
