internal import SourceText

/// Tells YAML from shell text: items and lists in brackets whose options have no quotes, and scalars over several lines.
enum YAMLMarks {
  static func areIn(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      let text = line.drop(while: \.isBlank)
      return isItem(text) || isBlockScalar(text) || isFlow(text)
    }
  }

  /// `- -device`, `- "-device"`.
  private static func isItem(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "-"), text.dropFirst().first == 0x20 else { return false }
    return isFlag(text.dropFirst(2).drop { $0.isBlank || "\"'".utf8.contains($0) })
  }

  /// `key: >`, `key: |-`.
  private static func isBlockScalar(_ text: ArraySlice<UInt8>) -> Bool {
    let trimmed = text[..<(text.lastIndex { !$0.isBlank && $0 != UInt8(ascii: "-") }.map { $0 + 1 } ?? text.startIndex)]
    guard let last = trimmed.last, ">|".utf8.contains(last), trimmed.count > 3 else { return false }
    return trimmed.dropLast().suffix(2).elementsEqual(": ".utf8)
  }

  /// `key: [-device, …]`.
  private static func isFlow(_ text: ArraySlice<UInt8>) -> Bool {
    guard let open = text.firstIndex(of: UInt8(ascii: "[")), text[..<open].contains(where: { ":-".utf8.contains($0) })
    else { return false }
    return text.indices.contains { index in
      guard index > open, text[index] == UInt8(ascii: "-"), index + 1 < text.endIndex else { return false }
      let before = text[index - 1]
      return (before == UInt8(ascii: "[") || before == 0x20 || before == UInt8(ascii: ",")) && isFlag(text[index...])
    }
  }

  private static func isFlag(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "-") else { return false }
    let name = text.prefix(40).drop { $0 == UInt8(ascii: "-") }.prefix {
      $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    return QEMUFlag.takesValue(String(decoding: name, as: UTF8.self)) == true
  }
}
