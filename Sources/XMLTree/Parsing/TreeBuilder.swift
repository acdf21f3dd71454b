internal import CLibXML2
internal import SourceText

/// Turns the parser's events into the flat arrays of an ``ParsedXML``.
///
/// The text is parsed inside an element of our own, so that a fragment with several top-level elements is read
/// in one go. That element has depth 0 and never shows; the text's own top-level elements have depth 1.
struct TreeBuilder {
  private let cursor: ParserCursor
  private var names: NameTable
  private var tree = Tree()
  private var watch: LimitWatch
  private var problem: XMLProblem?
  /// The text being read.
  private var bytes: [UInt8] = []
  /// The element whose start tag was read last of those still open.
  private var open = NodeRecord.none

  init(cursor: ParserCursor, vocabulary: XMLVocabulary, limits: XMLLimits) {
    self.cursor = cursor
    self.names = NameTable(vocabulary)
    self.watch = LimitWatch(limits)
  }

  /// Begins with another text.
  mutating func begin(_ text: [UInt8]) {
    bytes = text
    names.beginDocument()
    watch.begin(nameCount: cursor.nameCount)
    reserveRoom(for: text)
  }

  /// Makes room for what a text will give: by estimate, and for a large one, where to grow would take twice the memory, by
  /// counting.
  private mutating func reserveRoom(for text: [UInt8]) {
    var (nodes, attributes) = (text.count / 40, text.count / 24)
    if text.count > 1 << 16 {
      (nodes, attributes) = (0, 0)
      for index in text.indices.dropLast() {
        if text[index] == UInt8(ascii: "<"), text[index + 1] != UInt8(ascii: "/") { nodes += 1 }
        if text[index] == UInt8(ascii: "=") { attributes += 1 }
      }
    }
    tree.nodes.reserveCapacity(min(nodes, text.count / 16) + 4)
    tree.attributes.reserveCapacity(min(attributes, text.count / 16) + 4)
  }

  /// Hands over what was read.
  mutating func finish() -> (Tree, XMLProblem?) {
    let problem = problem
    tree.unclosed = open
    while open != NodeRecord.none { close(at: problem?.range.lowerBound ?? bytes.count) }
    tree.names = names.names
    let tree = tree
    (self.tree, bytes, self.problem) = (Tree(), [], nil)
    return (tree, problem)
  }

  /// Records why reading ends, and ends it. What comes first counts.
  private mutating func fail(_ problem: XMLProblem) {
    guard self.problem == nil else { return }
    self.problem = problem
    cursor.stop()
  }
}

// MARK: Events

extension TreeBuilder {
  /// The five words in which the parser describes an attribute: name, prefix, namespace, value, end of value.
  typealias RawAttributes = UnsafeMutablePointer<UnsafePointer<UInt8>?>

  /// The two words in which the parser describes a bound namespace: prefix, and the namespace, which is nil if it ends one.
  typealias RawNamespaces = UnsafeMutablePointer<UnsafePointer<UInt8>?>

  /// A start tag was read; the parser is at its `>` or `/>`.
  mutating func startElement(
    _ name: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?, namespaceCount: Int, _ namespaces: RawNamespaces?,
    attributeCount: Int, _ raw: RawAttributes?
  ) {
    watch.enter(namespaceCount: namespaceCount)
    guard watch.depth > 0, let position = cursor.offset else { return }
    guard position < bytes.count, bytes[position].endsStartTag else { return }
    let tagEnd = bytes[position] == UInt8(ascii: "/") ? position + 2 : position + 1
    if watch.isExceeded(nameCount: cursor.nameCount) {
      return fail(watch.problem(at: bytes.tagStart(before: position)..<tagEnd))
    }
    if let namespaces = unsafe namespaces { unsafe append(namespaces, count: namespaceCount) }
    let id = unsafe names.id(local: name, prefix: prefix)
    let firstAttribute = tree.attributes.count
    if let raw = unsafe raw { unsafe append(raw, count: attributeCount, before: tagEnd) }
    tree.nodes.append(
      NodeRecord(
        name: id, parent: open, subtreeEnd: 0, tagEnd: Int32(tagEnd), end: 0, firstAttribute: Int32(firstAttribute),
        attributeCount: Int32(tree.attributes.count - firstAttribute)))
    open = Int32(tree.nodes.count - 1)
  }

  /// An end tag was read, or the parser is behind `/>`.
  mutating func endElement() {
    watch.leave()
    let end = cursor.offset ?? bytes.count
    if open != NodeRecord.none { return close(at: end) }
    if end <= bytes.count { parserFailed(code: FailureDiagnosis.closingTagWithoutOpening) }
  }

  /// The parser gave up.
  mutating func parserFailed(code: xmlParserErrors) {
    guard problem == nil else { return }
    let opened = open == NodeRecord.none ? nil : tree.nodes[Int(open)]
    let diagnosis = FailureDiagnosis(
      bytes: bytes, code: code, position: max(0, cursor.offset ?? bytes.count),
      open: opened.map { (names.text(of: $0.name), SourceRange($0.start(in: bytes, tree.attributes), Int($0.tagEnd))) })
    fail(diagnosis.problem)
  }

  /// A comment was read; the parser is behind it.
  mutating func comment() {
    let end = cursor.offset ?? bytes.count
    var start = end - 7
    while start > 0, !bytes.holds(Markup.comment, at: start) { start -= 1 }
    tree.comments.append(
      CommentRecord(start: Int32(start), end: Int32(end), parent: open, following: Int32(tree.nodes.count)))
  }

  private mutating func close(at end: Int) {
    let index = Int(open)
    tree.nodes[index].end = Int32(end)
    tree.nodes[index].subtreeEnd = Int32(tree.nodes.count)
    open = tree.nodes[index].parent
  }
}

// MARK: Attributes

extension TreeBuilder {
  private mutating func append(_ raw: RawNamespaces, count: Int) {
    for index in 0..<count {
      guard let start = unsafe raw[2 * index + 1] else { continue }
      let bound = unsafe UnsafeBufferPointer(start: start, count: Int(xmlStrlen(start)))
      for name in names.vocabulary.namespaces where unsafe name.utf8.elementsEqual(bound) {
        if !tree.namespaces.contains(name) { tree.namespaces.append(name) }
      }
    }
  }

  private mutating func append(_ raw: RawAttributes, count: Int, before tagEnd: Int) {
    guard let window = cursor.window else { return }
    var scanner: StartTagScanner?
    for index in 0..<count {
      let attribute = unsafe raw + 5 * index
      guard let local = unsafe attribute[0], let value = unsafe attribute[3], let end = unsafe attribute[4] else {
        continue
      }
      let name = unsafe names.id(local: local, prefix: attribute[1])
      if let start = unsafe window.offset(of: value) {
        tree.attributes.append(AttributeRecord(name: name, start: Int32(start), count: unsafe Int32(end - value)))
      } else {
        if scanner == nil { scanner = StartTagScanner(bytes, start: bytes.tagStart(before: tagEnd), end: tagEnd) }
        let written = scanner?.value(of: names.text(of: name)) ?? tagEnd - 1..<tagEnd - 1
        unsafe append(name, written, decoded: UnsafeBufferPointer(start: value, count: end - value))
      }
    }
  }

  private mutating func append(_ name: Int32, _ written: Range<Int>, decoded value: UnsafeBufferPointer<UInt8>) {
    var record = AttributeRecord(name: name, start: Int32(written.lowerBound), count: Int32(written.count))
    if unsafe !bytes[written].elementsEqual(value) {
      record.decodedStart = Int32(tree.decoded.count)
      record.decodedCount = Int32(value.count)
      unsafe tree.decoded.append(contentsOf: value)
    }
    tree.attributes.append(record)
  }
}
