/// The delimiters of XML that are looked for in raw bytes.
enum Markup {
  static let comment = Array("<!--".utf8)
  static let commentEnd = Array("-->".utf8)
  static let cdata = Array("<![CDATA[".utf8)
  static let cdataEnd = Array("]]>".utf8)
  static let instruction = Array("<?".utf8)
  static let instructionEnd = Array("?>".utf8)
  static let declaration = Array("<?xml".utf8)
  static let endTag = Array("</".utf8)
  static let documentType = Array("<!DOCTYPE".utf8)
}

extension [UInt8] {
  /// Whether `word` stands at `offset`.
  func holds(_ word: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset + word.count <= count else { return false }
    for index in word.indices where self[offset + index] != word[index] { return false }
    return true
  }

  /// The offset just past the first `word` from `start` on; the end of `range` when there is none.
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
}
