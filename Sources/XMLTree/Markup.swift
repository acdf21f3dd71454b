/// The delimiters of XML that are looked for in raw bytes.
enum Markup {
  static let comment = Array("<!--".utf8)
  static let commentEnd = Array("-->".utf8)
  static let cdata = Array("<![CDATA[".utf8)
  static let cdataEnd = Array("]]>".utf8)
  static let instruction = Array("<?".utf8)
  static let instructionEnd = Array("?>".utf8)
  static let declaration = Array("<?xml".utf8)
  static let documentType = Array("<!DOCTYPE".utf8)
}

extension [UInt8] {
  /// Whether the bytes at `offset` are `word`.
  func holds(_ word: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset + word.count <= count else { return false }
    for index in word.indices where self[offset + index] != word[index] { return false }
    return true
  }

  /// The offset of the last `<` before `offset`. From inside a tag that is the tag's own, as values cannot hold one.
  func tagStart(before offset: Int) -> Int {
    var start = Swift.min(offset, count) - 1
    while start > 0, self[start] != UInt8(ascii: "<") { start -= 1 }
    return Swift.max(0, start)
  }

  /// The offset just past the first `word` at or after `start`; the end of `range` if there is none.
  func end(of word: [UInt8], from start: Int, in range: Range<Int>) -> Int {
    var position = start
    while position + word.count <= range.upperBound {
      if holds(word, at: position) { return position + word.count }
      position += 1
    }
    return range.upperBound
  }
}

extension UInt8 {
  /// Whether the byte is one of XML's four blanks.
  var isXMLBlank: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }

  /// Whether a start tag ends with this byte, or with it and `>`.
  var endsStartTag: Bool { self == UInt8(ascii: ">") || self == UInt8(ascii: "/") }
}
