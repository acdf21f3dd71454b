internal import SourceText

/// Tells quoted lists from shell text: there, an option in quotes is followed by a comma or a closing bracket.
enum ListMarks {
  static func areIn(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while let quote = bytes[index...].firstIndex(where: { "\"'`".utf8.contains($0) }) {
      index = quote + 1
      guard index < bytes.count, bytes[index] == UInt8(ascii: "-") else { continue }
      let name = bytes[index...].prefix(40).drop { $0 == UInt8(ascii: "-") }.prefix {
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
      guard name.endIndex < bytes.count, bytes[name.endIndex] == bytes[quote],
        QEMUFlag.takesValue(String(decoding: name, as: UTF8.self)) != nil
      else { continue }
      let next = bytes[(name.endIndex + 1)...].prefix(80).first { !$0.isBlank }
      if let next, ",)]:.".utf8.contains(next) { return true }
      if let next, "\"'(".utf8.contains(next) || next.isLetter, beginsList(bytes, before: quote) { return true }
    }
    return false
  }

  /// Whether a bracket opens before a quote, as in a list of Nix, where blanks separate.
  private static func beginsList(_ bytes: [UInt8], before quote: Int) -> Bool {
    bytes[..<quote].suffix(80).last { !$0.isBlank } == UInt8(ascii: "[")
  }
}
