/// Finds the attributes of one start tag in the raw text. It is used where the parser's own pointers do not lead into the text.
struct StartTagScanner {
  /// An attribute as it is written; both ranges are byte offsets.
  struct Attribute {
    let name: Range<Int>
    let value: Range<Int>
  }

  private let bytes: [UInt8]
  private let end: Int
  private var position: Int

  /// Looks at the tag whose `<` is at `start`, up to `end`.
  init(_ bytes: [UInt8], start: Int, end: Int) {
    self.bytes = bytes
    self.end = min(end, bytes.count)
    self.position = start + 1
    skip { !$0.isXMLBlank && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
  }

  /// The next attribute; nil at the end of the tag, or where it is not well-formed.
  mutating func next() -> Attribute? {
    skip { $0.isXMLBlank }
    let name = position
    skip { !$0.isXMLBlank && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    let nameEnd = position
    skip { $0.isXMLBlank || $0 == UInt8(ascii: "=") }
    guard nameEnd > name, position < end else { return nil }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
    position += 1
    let value = position
    skip { $0 != quote }
    guard position < end else { return nil }
    position += 1
    return Attribute(name: name..<nameEnd, value: value..<position - 1)
  }

  /// The value of the next attribute that has this name.
  mutating func value(of name: String) -> Range<Int>? {
    while let attribute = next() {
      if bytes[attribute.name].elementsEqual(name.utf8) { return attribute.value }
    }
    return nil
  }

  /// Whether nothing but blanks is left.
  var isAtEnd: Bool { bytes[position..<end].allSatisfy(\.isXMLBlank) }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while position < end, condition(bytes[position]) { position += 1 }
  }
}
