internal import SourceText

/// The parsers of QEMU for values after `key=`.
public enum QEMUScalars {
  /// Reads a number as `strtoull` with base 0 does (QEMU's `qemu_strtou64`): it may begin with blanks and a sign; the
  /// prefix `0x` selects hexadecimal and a leading `0` octal; a minus sign subtracts from 2⁶⁴; nil if other text
  /// follows or the number does not fit 64 bits.
  public static func number(_ text: String) -> UInt64? {
    var rest = text.utf8.drop(while: isBlank)
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard let first = rest.first, first.isDigit else { return nil }
    guard let magnitude = magnitude(String(decoding: rest, as: UTF8.self)) else { return nil }
    return isNegative ? 0 &- magnitude : magnitude
  }

  private static func magnitude(_ digits: String) -> UInt64? {
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
      let rest = digits.dropFirst(2)
      return rest.first.map { $0.isHexDigit } == true ? UInt64(rest, radix: 16) : nil
    }
    return UInt64(digits, radix: digits.hasPrefix("0") ? 8 : 10)
  }

  /// Parses `on`, `yes`, `true`, `y` and their opposites, case-sensitively (QEMU's `qapi_bool_parse`); nil for any other text.
  public static func boolean(_ text: String) -> Bool? {
    switch text {
    case "on", "yes", "true", "y": true
    case "off", "no", "false", "n": false
    default: nil
    }
  }

  /// Whether QEMU accepts a text as the id of a device or chardev: letters, digits, `-`, `.`, `_`, beginning with a
  /// letter (QEMU's `id_wellformed`).
  public static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isLetter else { return false }
    return text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-._".utf8.contains($0) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
