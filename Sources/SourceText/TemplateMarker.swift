/// Markers that a template engine replaces before libvirt reads the text.
///
/// `{{ x }}`, `{% x %}` (Jinja, Handlebars, Go), `${x}` (shell, Terraform), `<%= x %>` (ERB), `%(x)s` (Python), `@X@` (autoconf) and
/// `__X__`.
public enum TemplateMarker {
  private typealias Bracket = (open: [UInt8], close: [UInt8])

  private static let brackets: [Bracket] = [("{{", "}}"), ("{%", "%}"), ("${", "}"), ("<%", "%>")].map { open, close in
    (Array(open.utf8), Array(close.utf8))
  }

  /// Those in XML, where `<%` is written as `&lt;%`, and `%>` may be written as `%&gt;`.
  private static let bracketsInXML: [Bracket] =
    brackets + ["%&gt;", "%>"].map { close in (Array("&lt;%".utf8), Array(close.utf8)) }

  /// Whether a text contains a marker.
  public static func occurs(in text: [UInt8]) -> Bool {
    holdsSign(text) && !ranges(in: text[...], limit: 1).isEmpty
  }

  /// Whether XML, in which `<` in a value is written as `&lt;`, may contain a marker.
  public static func mayOccur(inXML text: [UInt8]) -> Bool {
    guard holdsSign(text) else { return false }
    let escaped = Array("lt;%".utf8)
    return occurs(in: text) || text.indices.contains { text[$0] == escaped[0] && holds(text[...], escaped, at: $0) }
  }

  /// Whether a text holds a byte that every marker has: one of `{%@`, or `_` twice. Most documents hold none.
  private static func holdsSign(_ text: [UInt8]) -> Bool {
    "{%@".utf8.contains(where: text.holds) || holdsTwoUnderscores(text)
  }

  private static func holdsTwoUnderscores(_ text: [UInt8]) -> Bool {
    var start = 0
    while let position = text.firstIndex(of: UInt8(ascii: "_"), from: start) {
      if position + 1 < text.count, text[position + 1] == UInt8(ascii: "_") { return true }
      start = position + 1
    }
    return false
  }

  /// Whether a text contains a marker.
  public static func occurs(in text: String) -> Bool { occurs(in: Array(text.utf8)) }

  /// Whether a template decides over a whole text: it has nothing but markers and spaces, or a statement.
  public static func leavesNothing(of text: String) -> Bool {
    let bytes = Array(text.utf8)
    let markers = ranges(in: bytes[...])
    guard !markers.contains(where: { isStatement(bytes[$0]) }) else { return true }
    let starts = [bytes.startIndex] + markers.map(\.upperBound)
    let ends = markers.map(\.lowerBound) + [bytes.endIndex]
    return !markers.isEmpty && zip(starts, ends).allSatisfy { bytes[$0..<$1].allSatisfy(" \t\r\n".utf8.contains) }
  }

  /// Whether a marker is a statement, such as `{% if x %}` or `{{#if x}}`, which has no value.
  public static func isStatement(_ marker: ArraySlice<UInt8>) -> Bool {
    if marker.starts(with: "{%".utf8) { return true }
    if let open = ["<%", "&lt;%"].first(where: { marker.starts(with: $0.utf8) }) {
      return !marker.dropFirst(open.utf8.count).starts(with: "=".utf8)
    }
    guard marker.starts(with: "{{".utf8) else { return false }
    let inner = marker.dropFirst(2).drop(while: " -~".utf8.contains)
    if let first = inner.first, "#/^".utf8.contains(first) { return true }
    let word = inner.prefix { $0.isLetter || $0 >= 0x80 }
    return ["if", "else", "end", "range", "with", "block"].contains { word.elementsEqual($0.utf8) }
  }

  /// The ranges of the markers in a text, in order.
  public static func ranges(in text: ArraySlice<UInt8>, limit: Int = .max) -> [Range<Int>] {
    ranges(in: text, brackets, limit: limit)
  }

  /// The ranges of the markers in XML as it is written, in order.
  public static func ranges(inXML text: ArraySlice<UInt8>) -> [Range<Int>] {
    ranges(in: text, bracketsInXML, limit: .max)
  }

  private static func ranges(in text: ArraySlice<UInt8>, _ brackets: [Bracket], limit: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var position = text.startIndex
    // Up to where each kind of closing bracket is known to be missing: a line may hold very many that are never closed.
    var unclosed = [Int](repeating: text.startIndex, count: brackets.count)
    while position < text.endIndex, ranges.count < limit {
      if let end = end(of: text, at: position, brackets, &unclosed) {
        ranges.append(position..<end)
        position = end
      } else {
        position += 1
      }
    }
    return ranges
  }

  /// The end of the marker that begins at a position.
  private static func end(
    of text: ArraySlice<UInt8>, at start: Int, _ brackets: [Bracket], _ unclosed: inout [Int]
  ) -> Int? {
    switch text[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: "&"):
      let kinds = brackets.indices.filter { holds(text, brackets[$0].open, at: start) && unclosed[$0] <= start }
      return kinds.compactMap { kind in
        closing(brackets[kind].close, of: text, from: start + brackets[kind].open.count, &unclosed[kind])
      }.min()
    case UInt8(ascii: "%"):
      return word(in: text, from: start + 1, prefix: "(", suffix: ")s") { $0.isOfName }
    case UInt8(ascii: "@"):
      return word(in: text, from: start, prefix: "@", suffix: "@") { $0.isOfName }
    case UInt8(ascii: "_"):
      return word(in: text, from: start, prefix: "__", suffix: "__") { $0.isUppercaseOrDigit }
    default: return nil
    }
  }

  private static func holds(_ text: ArraySlice<UInt8>, _ word: some Collection<UInt8>, at start: Int) -> Bool {
    start + word.count <= text.endIndex && text[start..<start + word.count].elementsEqual(word)
  }

  /// The end of the first `close`; a marker does not go on behind the line.
  private static func closing(
    _ close: [UInt8], of text: ArraySlice<UInt8>, from start: Int, _ unclosed: inout Int
  ) -> Int? {
    var position = start
    while position < text.endIndex, text[position] != UInt8(ascii: "\n") {
      if holds(text, close, at: position) { return position > start ? position + close.count : nil }
      position += 1
    }
    unclosed = position
    return nil
  }

  /// The end of a name between two fixed words.
  private static func word(
    in text: ArraySlice<UInt8>, from start: Int, prefix: String, suffix: String, _ isPart: (UInt8) -> Bool
  ) -> Int? {
    guard holds(text, prefix.utf8, at: start) else { return nil }
    let first = start + prefix.utf8.count
    var position = first
    while position < text.endIndex, !(position > first && holds(text, suffix.utf8, at: position)) {
      guard isPart(text[position]) else { return nil }
      position += 1
    }
    return position < text.endIndex ? position + suffix.utf8.count : nil
  }
}

extension UInt8 {
  fileprivate var isUppercaseOrDigit: Bool {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self || isDigit || self == UInt8(ascii: "_")
  }

  fileprivate var isOfName: Bool {
    isUppercaseOrDigit || isLetter || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
  }
}
