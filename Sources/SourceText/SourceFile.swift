/// The text of one input, always as UTF-8 without a byte order mark, and the encoding of its file.
///
/// Every ``SourceRange`` of the library is a range of `bytes`.
public struct SourceFile: Sendable {
  /// The displayed name: a path, or `<stdin>`.
  public let name: String
  /// The text as UTF-8; any bytes if `encoding` is `.binary`.
  public let bytes: [UInt8]
  /// The encoding of the file, which is also used to write it.
  public let encoding: TextEncoding

  /// Creates a source file from UTF-8 text.
  public init(name: String, bytes: [UInt8], encoding: TextEncoding = .utf8) {
    self.name = name
    self.bytes = bytes
    self.encoding = encoding
  }

  /// Creates a source file from a string.
  public init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text in `range`, with invalid UTF-8 repaired. Any part of the range outside the file is ignored.
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

/// The encoding of a file.
public enum TextEncoding: Hashable, Sendable {
  /// UTF-8 without a byte order mark, which libvirt writes.
  case utf8
  /// UTF-8 with a byte order mark.
  case utf8WithMark
  /// UTF-16, least significant byte first, with or without a byte order mark.
  case utf16LittleEndian(mark: Bool)
  /// UTF-16, most significant byte first, with or without a byte order mark.
  case utf16BigEndian(mark: Bool)
  /// ISO-8859-1, with one byte per character.
  case latin1
  /// Any other encoding whose lower half is ASCII, with its name in the XML declaration, such as `windows-1252`.
  case named(String)
  /// Bytes that are not text.
  case binary
}
