internal import SourceText

/// The position of an offset in the markup: the open elements, and the part of the tag that contains the offset.
///
/// It reads the text up to the offset, well-formed or not, because the document is being edited.
struct CursorContext {
  /// A start tag.
  struct Tag: Equatable {
    let name: String
    /// The names and values, as written.
    var attributes: [(name: String, value: String)] = []
    /// The names of the child elements before the offset.
    var children: [String] = []

    /// The value of an attribute.
    subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    static func == (a: Tag, b: Tag) -> Bool {
      a.name == b.name && a.children == b.children && a.attributes.elementsEqual(b.attributes, by: ==)
    }
  }

  /// What the offset is in.
  enum Location: Equatable {
    /// Text between tags. The word before the offset begins at `start`.
    case content(start: Int)
    /// The name of a start tag.
    case elementName(start: Int)
    /// The name of an end tag.
    case closingTag(start: Int)
    /// The name of an attribute, or where one can begin.
    case attributeName(start: Int)
    /// The value of an attribute.
    case attributeValue(name: String, start: Int)
    /// A comment, a declaration, or a part of a tag that is neither a name nor a value.
    case other
  }

  /// The open elements, outermost first. The element whose start tag holds the offset is the last one.
  private(set) var tags: [Tag] = []
  /// What the offset is in.
  private(set) var location = Location.content(start: 0)

  /// Reads `bytes` up to `offset`, and the tag around that to its end.
  init(_ bytes: [UInt8], at offset: Int) {
    var scanner = MarkupScanner(bytes, end: min(max(0, offset), bytes.count))
    location = scanner.scan(&tags)
  }

  /// The elements around the tag or the text that the offset is in.
  var parents: ArraySlice<Tag> {
    switch location {
    case .elementName, .attributeName, .attributeValue: tags.dropLast()
    case .content, .closingTag, .other: tags[...]
    }
  }
}

/// Reads markup up to an offset.
private struct MarkupScanner {
  private let bytes: [UInt8]
  private let end: Int
  private var offset = 0
  /// Whether the scanner is the one of ``readRest(of:)``.
  private var isReadingRest = false

  init(_ bytes: [UInt8], end: Int) {
    self.bytes = bytes
    self.end = end
  }

  mutating func scan(_ tags: inout [CursorContext.Tag]) -> CursorContext.Location {
    while offset < end {
      guard bytes[offset] == UInt8(ascii: "<") else {
        offset += 1
        continue
      }
      if let location = markup(&tags) { return location }
    }
    return .content(start: startOfWord)
  }

  /// The start of the word that ends at the offset.
  private var startOfWord: Int {
    var start = end
    while start > 0, bytes[start - 1].isOfXMLName { start -= 1 }
    return start
  }

  /// Reads what begins with `<`.
  /// - Returns: the location, where the end is inside.
  private mutating func markup(_ tags: inout [CursorContext.Tag]) -> CursorContext.Location? {
    if skip("<!--", to: "-->") || skip("<![CDATA[", to: "]]>") || skip("<?", to: "?>") || skip("<!", to: ">") {
      return offset > end ? .other : nil
    }
    if offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "/") { return closingTag(&tags) }
    return startTag(&tags)
  }

  /// Skips markup of one kind; an offset past the end means that the end of the text is inside it.
  private mutating func skip(_ opening: String, to closing: String) -> Bool {
    guard holds(opening, at: offset, before: bytes.count) else { return false }
    offset += opening.utf8.count
    while offset < end, !holds(closing, at: offset, before: end) { offset += 1 }
    offset += closing.utf8.count
    return true
  }

  private func holds(_ word: String, at start: Int, before limit: Int) -> Bool {
    start + word.utf8.count <= limit && bytes[start..<start + word.utf8.count].elementsEqual(word.utf8)
  }

  private mutating func closingTag(_ tags: inout [CursorContext.Tag]) -> CursorContext.Location? {
    let start = offset + 2
    offset = start
    guard let name = name() else { return .closingTag(start: min(start, end)) }
    while offset < end, bytes[offset] != UInt8(ascii: ">"), bytes[offset] != UInt8(ascii: "<") { offset += 1 }
    if let open = tags.lastIndex(where: { $0.name == name }) { tags.removeSubrange(open...) }
    return nil
  }

  private mutating func startTag(_ tags: inout [CursorContext.Tag]) -> CursorContext.Location? {
    let start = offset + 1
    offset = start
    guard let name = name() else {
      // The whole name counts, also what comes behind the offset.
      var tag = CursorContext.Tag(name: word(from: min(start, end)))
      offset = min(start, end) + tag.name.utf8.count
      readRest(of: &tag)
      tags.append(tag)
      return .elementName(start: min(start, end))
    }
    // A plain `<` in a text begins no tag.
    if name.isEmpty { return nil }
    if !tags.isEmpty { tags[tags.count - 1].children.append(name) }
    var tag = CursorContext.Tag(name: name)
    while offset < end {
      switch bytes[offset] {
      case UInt8(ascii: ">"):
        let isEmpty = bytes[offset - 1] == UInt8(ascii: "/")
        offset += 1
        if !isEmpty { tags.append(tag) }
        return nil
      case UInt8(ascii: "<"):
        tags.append(tag)
        return nil
      case let byte where byte.isOfXMLName:
        if let location = attribute(&tag) {
          tags.append(tag)
          return location
        }
      default: offset += 1
      }
    }
    let location = bytes[end - 1].isXMLSpace ? CursorContext.Location.attributeName(start: end) : .other
    readRest(of: &tag)
    tags.append(tag)
    return location
  }

  /// Reads an attribute.
  /// - Returns: the location, where the end is inside; then the rest of the tag was read too.
  private mutating func attribute(_ tag: inout CursorContext.Tag) -> CursorContext.Location? {
    let start = offset
    guard let name = name() else {
      offset = start
      readRest(of: &tag)
      return .attributeName(start: start)
    }
    skipBlanks()
    guard offset < end, bytes[offset] == UInt8(ascii: "=") else { return offset < end ? nil : .other }
    offset += 1
    skipBlanks()
    guard offset < end else { return .other }
    let quote = bytes[offset]
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
    offset += 1
    let valueStart = offset
    while offset < end, bytes[offset] != quote, bytes[offset] != UInt8(ascii: "<") { offset += 1 }
    guard offset < end else {
      let value = valueBehind(valueStart, quote)
      tag.attributes.append((name, value.text))
      offset = value.end
      readRest(of: &tag)
      return .attributeValue(name: name, start: valueStart)
    }
    tag.attributes.append((name, text(valueStart, offset)))
    if bytes[offset] == quote { offset += 1 }
    return nil
  }

  /// The value that begins at an offset, to its quote on the same line; else to the end.
  private func valueBehind(_ start: Int, _ quote: UInt8) -> (text: String, end: Int) {
    var close = end
    while close < bytes.count, bytes[close] != quote, bytes[close] != UInt8(ascii: "<"),
      bytes[close] != UInt8(ascii: "\n")
    { close += 1 }
    guard close < bytes.count, bytes[close] == quote else { return (text(start, end), end) }
    return (text(start, close), close + 1)
  }

  /// Adds the attributes between the offset and the end of the tag.
  private func readRest(of tag: inout CursorContext.Tag) {
    guard !isReadingRest else { return }
    var rest = MarkupScanner(bytes, end: bytes.count)
    rest.isReadingRest = true
    rest.offset = offset
    while rest.offset < bytes.count {
      let byte = bytes[rest.offset]
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") { return }
      if !byte.isOfXMLName {
        rest.offset += 1
      } else if rest.attribute(&tag) != nil {
        return
      }
    }
  }

  /// The name at the offset, which is behind it afterwards; nil where the end is in it.
  private mutating func name() -> String? {
    let start = offset
    while offset < end, bytes[offset].isOfXMLName { offset += 1 }
    return offset < end ? text(start, offset) : nil
  }

  private func word(from start: Int) -> String {
    var close = start
    while close < bytes.count, bytes[close].isOfXMLName { close += 1 }
    return text(start, close)
  }

  private mutating func skipBlanks() {
    while offset < end, bytes[offset].isXMLSpace { offset += 1 }
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }
}

extension UInt8 {
  /// Whether the byte can be part of a name in domain XML.
  fileprivate var isOfXMLName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...0xFF:
      true
    default: false
    }
  }

  fileprivate var isXMLSpace: Bool { self == 0x20 || 0x09...0x0D ~= self }
}
