/// The `<?xml version="1.0" encoding="…"?>` at the very beginning of a text that is ASCII so far.
struct XMLDeclaration {
  /// From `<?xml` to behind `?>`.
  let range: Range<Int>
  /// The declared encoding as it is written.
  let encoding: Range<Int>?

  /// Reads the XML declaration; nil if there is none, or if it is not well-formed.
  init?(_ bytes: [UInt8]) {
    guard Self.begins(bytes), let end = Self.end(of: bytes) else { return nil }
    var scanner = StartTagScanner(bytes, start: 0, end: end - 2)
    var encoding: Range<Int>?
    var expected: ArraySlice<[UInt8]> = Self.names[...]
    while let attribute = scanner.next() {
      guard let place = expected.firstIndex(of: Array(bytes[attribute.name])) else { return nil }
      guard place == 0 || expected.startIndex > 0 else { return nil }
      guard Self.accepts(bytes[attribute.value], for: place) else { return nil }
      if place == 1 { encoding = attribute.value }
      expected = expected[(place + 1)...]
    }
    guard expected.startIndex > 0, scanner.isAtEnd else { return nil }
    self.range = 0..<end
    self.encoding = encoding
  }

  /// Whether a text begins as a declaration does.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.holds(Markup.declaration, at: 0) && bytes.count > 5 && bytes[5].isXMLBlank
  }

  private static func end(of bytes: [UInt8]) -> Int? {
    let end = bytes.end(of: Markup.instructionEnd, from: 5, in: 0..<min(bytes.count, 1000))
    return bytes.holds(Markup.instructionEnd, at: end - 2) ? end : nil
  }

  /// Versions other than 1.x and words other than yes and no are refused by libxml2, too.
  private static func accepts(_ value: ArraySlice<UInt8>, for place: Int) -> Bool {
    switch place {
    case 0: value.starts(with: "1.".utf8)
    case 1: !value.isEmpty
    default: value.elementsEqual("yes".utf8) || value.elementsEqual("no".utf8)
    }
  }

  private static let names = ["version", "encoding", "standalone"].map { Array($0.utf8) }
}
