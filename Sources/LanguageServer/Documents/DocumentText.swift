internal import JSONText
internal import SourceText

/// The text of an open document and the starts of its lines.
///
/// A line ends at a line feed, a carriage return, or both together, as the protocol counts lines.
struct DocumentText {
  /// The text, as UTF-8.
  private(set) var bytes: [UInt8]
  private var lineStarts: [Int]
  private let encoding: PositionEncoding

  init(_ text: String, _ encoding: PositionEncoding) {
    self.init(bytes: Array(text.utf8), encoding)
  }

  init(bytes: [UInt8], _ encoding: PositionEncoding) {
    self.bytes = bytes
    self.encoding = encoding
    lineStarts = Self.lineStarts(of: bytes)
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for (offset, byte) in bytes.enumerated() {
      let isEnd =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r") && !(offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n"))
      if isEnd { starts.append(offset + 1) }
    }
    return starts
  }
}

// MARK: Positions

extension DocumentText {
  /// The offset of a position. One behind the end of its line is that end, one behind the last line the end of the text.
  func offset(of position: TextPosition) -> Int {
    guard position.line < lineStarts.count else { return bytes.count }
    let end = endOfLine(position.line)
    var (offset, units) = (lineStarts[position.line], 0)
    while offset < end {
      units += encoding.units(ofByte: bytes[offset])
      if units > position.character { break }
      offset += 1
    }
    // Of a character that takes two units the position between them means its start.
    while offset > lineStarts[position.line], offset < end, bytes[offset] & 0xC0 == 0x80, encoding != .utf8 {
      offset -= 1
    }
    return offset
  }

  /// The position of an offset; one behind the end of the text is that end.
  func position(of offset: Int) -> TextPosition {
    let offset = min(max(0, offset), bytes.count)
    let line = max(0, lineStarts.partitioningIndex { $0 > offset } - 1)
    let units = bytes[lineStarts[line]..<offset].reduce(0) { $0 + encoding.units(ofByte: $1) }
    return TextPosition(line: line, character: units)
  }

  /// The range of offsets that a range of the protocol means; nil unless it has both ends. Ends in the wrong order are swapped.
  func range(_ json: JSONValue?) -> SourceRange? {
    guard let start = TextPosition(json?["start"]), let end = TextPosition(json?["end"]) else { return nil }
    return SourceRange(offset(of: start), offset(of: end))
  }

  /// A range as the protocol writes it.
  func json(_ range: SourceRange) -> JSONValue {
    ["start": position(of: range.lowerBound).json, "end": position(of: range.upperBound).json]
  }

  /// An edit as the protocol writes it.
  func json(_ edit: TextEdit) -> JSONValue { ["range": json(edit.range), "newText": .string(edit.replacement)] }

  private func endOfLine(_ line: Int) -> Int {
    guard line + 1 < lineStarts.count else { return bytes.count }
    var end = lineStarts[line + 1]
    while end > lineStarts[line], bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return end
  }
}

// MARK: Changes

extension DocumentText {
  /// Applies one of the `contentChanges`: text for a range, or for the whole document.
  /// - Returns: whether it was one.
  mutating func apply(_ change: JSONValue) -> Bool {
    guard let text = change["text"]?.string else { return false }
    if change["range"] == nil {
      self = DocumentText(text, encoding)
      return true
    }
    guard let range = range(change["range"]) else { return false }
    bytes.replaceSubrange(range.lowerBound..<range.upperBound, with: text.utf8)
    lineStarts = Self.lineStarts(of: bytes)
    return true
  }
}
