internal import JSONText

/// A position as the protocol writes it: a line and a character in it, both from 0.
struct TextPosition: Hashable, Comparable {
  /// The line, from 0.
  let line: Int
  /// The units of the ``PositionEncoding`` before the position on its line.
  let character: Int

  init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  /// Reads a position; nil unless it has both numbers. Negative numbers count as 0.
  init?(_ json: JSONValue?) {
    guard let line = json?["line"]?.integer, let character = json?["character"]?.integer else { return nil }
    self.init(line: max(0, line), character: max(0, character))
  }

  var json: JSONValue { ["line": .integer(line), "character": .integer(character)] }

  static func < (a: TextPosition, b: TextPosition) -> Bool { (a.line, a.character) < (b.line, b.character) }
}

/// The unit in which a client counts the characters of a line.
enum PositionEncoding: String {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"

  /// The encoding to use: UTF-8 where the client offers it, else the first one offered that is known; without an offer UTF-16.
  init(offered: JSONValue?) {
    let offers = offered?.array?.compactMap { $0.string.flatMap(PositionEncoding.init(rawValue:)) } ?? []
    self = offers.contains(.utf8) ? .utf8 : offers.first ?? .utf16
  }

  /// The units that the scalar whose first byte in UTF-8 is `byte` takes; a continuation byte takes none but in UTF-8.
  func units(ofByte byte: UInt8) -> Int {
    switch self {
    case .utf8: 1
    case .utf16: byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
    case .utf32: byte & 0xC0 == 0x80 ? 0 : 1
    }
  }
}
