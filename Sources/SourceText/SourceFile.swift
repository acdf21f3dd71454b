/// The text of one input, always as UTF-8 without a byte order mark, and how its file spells it.
///
/// Every ``SourceRange`` of the library is a range of `bytes`.
public struct SourceFile: Sendable {
  /// The name shown to people: a path, or `<stdin>`.
  public let name: String
  /// The text, as UTF-8. It may hold any bytes at all when `encoding` is `.binary`.
  public let bytes: [UInt8]
  /// How the file itself is encoded; writing back uses the same.
  public let encoding: TextEncoding

  /// Takes text that is UTF-8 already.
  public init(name: String, bytes: [UInt8], encoding: TextEncoding = .utf8) {
    self.name = name
    self.bytes = bytes
    self.encoding = encoding
  }

  /// Takes the text of a string.
  public init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text in `range`, with invalid UTF-8 repaired; the part of the range that lies outside the file is left out.
  public func text(in range: SourceRange) -> String {
    let upper = min(range.upperBound, bytes.count)
    return String(decoding: bytes[min(range.lowerBound, upper)..<upper], as: UTF8.self)
  }

  /// The character that begins at `offset`; empty at the end of the text.
  package func character(at offset: Int) -> SourceRange {
    let character = bytes.character(at: offset)
    return SourceRange(character.lowerBound, character.upperBound)
  }

  /// The range of the whole text.
  public var wholeRange: SourceRange { SourceRange(0, bytes.count) }
}

extension [UInt8] {
  /// The bytes of the character that begins at `offset`; none at the end.
  package func character(at offset: Int) -> Range<Int> {
    let start = Swift.min(offset, count)
    var end = Swift.min(start + 1, count)
    while end < count, self[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }
}

/// How a file spells its characters.
public enum TextEncoding: Hashable, Sendable {
  /// UTF-8 without a byte order mark, which is libvirt's own.
  case utf8
  /// UTF-8 behind a byte order mark.
  case utf8WithMark
  /// UTF-16, least significant byte first, with or without a byte order mark.
  case utf16LittleEndian(mark: Bool)
  /// UTF-16, most significant byte first, with or without a byte order mark.
  case utf16BigEndian(mark: Bool)
  /// ISO-8859-1: one byte a character.
  case latin1
  /// Any other encoding that is ASCII in its lower half, by the name the XML declaration gives it, such as `windows-1252`.
  case named(String)
  /// Bytes that are no text.
  case binary
}
