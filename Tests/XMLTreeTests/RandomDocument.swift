import SourceText
import TestKit

/// A well-formed text made by chance, and what a reader must find in it.
struct RandomDocument {
  struct Element: Equatable {
    var name: String
    var parent: Int?
    var range: Range<Int>
    var startTag: Range<Int>
    var content: Range<Int>?
    var attributes: [Attribute] = []
    /// As UTF-8: strings are equal that are spelled differently.
    var text: [UInt8] = []
  }

  struct Attribute: Equatable {
    var name: String
    var value: [UInt8]
    var range: Range<Int>
    var nameRange: Range<Int>
    var valueRange: Range<Int>
  }

  struct Comment: Equatable {
    var range: Range<Int>
    var text: String
    var parent: Int?
    var following: Int?
  }

  private(set) var bytes: [UInt8] = []
  private(set) var elements: [Element] = []
  private(set) var comments: [Comment] = []
  private var random: SeededGenerator
  private var lineEnd = "\n"

  init(seed: UInt64, roots: Int = 1) {
    random = SeededGenerator(seed: seed)
    lineEnd = random.pick(["\n", "\r\n", "\n", ""])
    if random.oneIn(3) { append("<?xml version=\"1.0\" encoding='\(random.pick(["UTF-8", "koi8-r", "utf-8"]))' ?>") }
    blanks()
    miscellany(in: nil)
    for _ in 0..<roots {
      element(in: nil, depth: 0)
      blanks()
      miscellany(in: nil)
    }
    settleComments()
  }

  private mutating func append(_ text: String) { bytes += Array(text.utf8) }
}

// MARK: Elements

extension RandomDocument {
  private static let names = ["a", "b", "channel", "q:c", "c", "xml-stylesheet", "é", "q:é", "漢字", "_1.2-3", "target"]

  private mutating func element(in parent: Int?, depth: Int) {
    let start = bytes.count
    let index = elements.count
    let name = random.pick(Self.names)
    elements.append(Element(name: name, parent: parent, range: start..<start, startTag: start..<start))
    append("<\(name)")
    attributes(of: index)
    if random.oneIn(3) { append(random.pick([" ", "\n", "\t", lineEnd])) }
    if random.oneIn(3) {
      append("/>")
      elements[index].startTag = start..<bytes.count
    } else {
      append(">")
      elements[index].startTag = start..<bytes.count
      content(of: index, depth: depth)
      append("</\(name)\(random.oneIn(6) ? lineEnd + " " : "")>")
    }
    elements[index].range = start..<bytes.count
  }

  private mutating func content(of index: Int, depth: Int) {
    let start = bytes.count
    for _ in 0..<Int.random(in: 0...(depth > 4 ? 1 : 5), using: &random) {
      switch Int.random(in: 0..<8, using: &random) {
      case 0, 1: text(of: index)
      case 2: section(of: index)
      case 3: miscellany(in: index)
      default: depth > 5 ? text(of: index) : element(in: index, depth: depth + 1)
      }
    }
    elements[index].content = start..<bytes.count
  }

  private mutating func text(of index: Int) {
    for _ in 0...Int.random(in: 0..<6, using: &random) {
      let (written, meant) = random.pick(Self.pieces + [(">", ">"), ("\"'", "\"'"), (lineEnd, lineEnd.asLineFeed)])
      append(written)
      elements[index].text += meant.utf8
    }
  }

  private mutating func section(of index: Int) {
    let inside = random.pick(["", "x<y>", "<b c='d'>", "&amp;", "]]", "é\(lineEnd)", "<!-- no -->", "]>"])
    append("<![CDATA[\(inside)]]>")
    elements[index].text += inside.asLineFeed.utf8
  }

  private static let pieces: [(String, String)] = [
    ("x", "x"), ("port", "port"), ("0", "0"), ("é", "é"), ("漢", "漢"), ("😀", "😀"), ("e\u{301}", "e\u{301}"), ("/", "/"),
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#65;", "A"), ("&#x1F600;", "😀"),
    ("&#10;", "\n"), ("&#9;", "\t"), ("&#13;", "\r"), (" ", " "), ("  ", "  "), ("=", "="), ("] ", "] "),
    ("\u{FEFF}", "\u{FEFF}"),
  ]
}

// MARK: Attributes

extension RandomDocument {
  private mutating func attributes(of index: Int) {
    var names = ["type", "q:type", "bus", "port", "é", "q:é", "xml:lang", "a"].shuffled(using: &random)
    names.removeLast(Int.random(in: 3...names.count, using: &random))
    if random.oneIn(8) { names += (0..<70).map { "n\($0)" } }
    if random.oneIn(4) { declaration() }
    for name in names { attribute(name, of: index) }
    if random.oneIn(9) { append(" xmlns='urn:x'") }
  }

  private mutating func declaration() {
    append(random.pick([" xmlns:q='urn:q'", " xmlns:q =\n\"urn:&amp;q\"", " xmlns:port='urn:é'"]))
  }

  private mutating func attribute(_ name: String, of index: Int) {
    append(random.pick([" ", " ", " ", "  ", "\n\t", " \(lineEnd) "]))
    let start = bytes.count
    append(name)
    let nameEnd = bytes.count
    append(random.pick(["=", "=", "=", " =", "= ", "\t= \(lineEnd)"]))
    let quote = random.pick(["'", "\""])
    append(quote)
    let valueStart = bytes.count
    let value = value(quotedBy: quote)
    let valueEnd = bytes.count
    append(quote)
    elements[index].attributes.append(
      Attribute(
        name: name, value: Array(value.utf8), range: start..<bytes.count, nameRange: start..<nameEnd,
        valueRange: valueStart..<valueEnd))
  }

  private mutating func value(quotedBy quote: String) -> String {
    var value = ""
    let plain = [("org.qemu.guest_agent.0", "org.qemu.guest_agent.0"), ("1", "1"), ("type='", "type='")]
    let special = [
      ("\n", " "), ("\t", " "), (lineEnd, lineEnd.isEmpty ? "" : " "), (">", ">"), ("/>", "/>"), (" b=", " b="),
    ]
    let isPlain = random.oneIn(2)
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let (written, meant) = random.pick(isPlain ? plain : Self.pieces + special)
      guard !written.contains(quote) else { continue }
      append(written)
      value += meant
    }
    if random.oneIn(60) {
      let long = String(repeating: "long ", count: 400)
      append(long)
      value += long
    }
    return value
  }
}

// MARK: Between elements

extension RandomDocument {
  private mutating func blanks() {
    append(String(repeating: random.pick([" ", "\t", "\n", lineEnd]), count: Int.random(in: 0...3, using: &random)))
  }

  private mutating func miscellany(in parent: Int?) {
    if random.oneIn(3) { append("<?pi <a b='c'> & \(random.pick(["é", "x"]))?>") }
    guard random.oneIn(3) else { return }
    let text = random.pick(["", " n ", "<fake a='1'>", "é", "-", "<!-", "\(lineEnd)x", "]]>", "&amp;", "- -"])
    let safe = text.hasSuffix("-") ? text + " " : text
    let start = bytes.count
    append("<!--\(safe)-->")
    comments.append(Comment(range: start..<bytes.count, text: safe, parent: parent, following: elements.count))
  }

  /// The element that follows a comment counts only when it has the same parent.
  private mutating func settleComments() {
    for index in comments.indices {
      let next = comments[index].following ?? elements.count
      if next >= elements.count || elements[next].parent != comments[index].parent { comments[index].following = nil }
    }
  }
}

extension String {
  fileprivate var asLineFeed: String {
    self == "\r\n" ? "\n" : split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
  }
}
