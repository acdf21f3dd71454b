public import SourceText

/// The elements of one text, with the exact ranges of their parts; immutable.
///
/// The text can contain one top-level element or several in sequence. A part that cannot be parsed is a problem, and
/// the elements before it are preserved; elements that are open there end at the problem.
public final class ParsedXML: Sendable {
  /// The text.
  public let file: SourceFile
  /// The problems of the text: that it is empty, or the problem that ended parsing.
  public let problems: [XMLProblem]
  /// The top-level elements: one in a document, any number in a fragment.
  public let roots: [ElementNode]

  let vocabulary: XMLVocabulary
  let names: [String]
  @usableFromInline let nodes: [NodeRecord]
  let attributes: [AttributeRecord]
  let decoded: [UInt8]
  /// Texts of elements that are other than written.
  let replacedTexts: [ElementNode: String]
  let commentRecords: [CommentRecord]
  /// What ends the text's first line: XML takes a carriage return alone for a line end too.
  package let lineEnd: String
  /// Whether the text may contain template markers.
  package let mayBeTemplate: Bool
  /// The namespaces of the vocabulary to which elements bind prefixes.
  package let namespaces: [String]
  private let unclosed: Int32

  init(_ tree: consuming Tree, of file: SourceFile, vocabulary: XMLVocabulary, problems: [XMLProblem]) {
    self.file = file
    self.problems = problems
    self.vocabulary = vocabulary
    self.roots = tree.roots
    self.names = tree.names
    self.nodes = tree.nodes
    self.attributes = tree.attributes
    self.decoded = tree.decoded
    self.commentRecords = tree.comments
    self.lineEnd = file.bytes.firstLineEnd
    self.mayBeTemplate = TemplateMarker.mayOccur(inXML: file.bytes)
    self.namespaces = tree.namespaces
    self.unclosed = tree.unclosed
    self.replacedTexts = [:]
  }

  private init(_ other: ParsedXML, _ attributes: [AttributeRecord], _ decoded: [UInt8], _ texts: [ElementNode: String])
  {
    self.file = other.file
    self.problems = other.problems
    self.vocabulary = other.vocabulary
    self.roots = other.roots
    self.names = other.names
    self.nodes = other.nodes
    self.attributes = attributes
    self.decoded = decoded
    self.commentRecords = other.commentRecords
    self.lineEnd = other.lineEnd
    self.mayBeTemplate = other.mayBeTemplate
    self.namespaces = other.namespaces
    self.unclosed = other.unclosed
    self.replacedTexts = texts
  }

  /// The document with other values of attributes and texts of elements, each where the written one is.
  package func replacing(_ values: [XMLAttribute: String], texts: [ElementNode: String]) -> ParsedXML {
    var (attributes, decoded) = (attributes, decoded)
    for (attribute, value) in values {
      attributes[Int(attribute.index)].decodedStart = Int32(decoded.count)
      attributes[Int(attribute.index)].decodedCount = Int32(value.utf8.count)
      decoded += value.utf8
    }
    return ParsedXML(self, attributes, decoded, texts)
  }
}

extension [UInt8] {
  fileprivate var firstLineEnd: String {
    guard let end = firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }),
      self[end] == UInt8(ascii: "\r")
    else { return "\n" }
    return end + 1 < count && self[end + 1] == UInt8(ascii: "\n") ? "\r\n" : "\r"
  }
}

// MARK: Names

extension ParsedXML {
  /// The name of an element.
  @inlinable public func name(of node: ElementNode) -> XMLName { XMLName(id: nodes[Int(node.index)].name) }

  /// The name of an attribute.
  public func name(of attribute: XMLAttribute) -> XMLName { XMLName(id: attributes[Int(attribute.index)].name) }

  /// The name of an element as written, with its prefix.
  public func nameText(of node: ElementNode) -> String { spelling(of: name(of: node)) }

  /// The name of an attribute as written, with its prefix.
  public func nameText(of attribute: XMLAttribute) -> String { spelling(of: name(of: attribute)) }

  /// The text of a name; empty if the document does not contain it.
  public func spelling(of name: XMLName) -> String {
    let id = Int(name.id)
    if vocabulary.names.indices.contains(id) { return vocabulary.names[id] }
    let own = id - vocabulary.count
    return names.indices.contains(own) ? names[own] : ""
  }

  /// The name with a text; nil if neither the vocabulary nor the document contains it.
  public func name(_ text: String) -> XMLName? {
    if let id = vocabulary.id(of: text) { return XMLName(id: Int32(id)) }
    return names.firstIndex(of: text).map { XMLName(id: Int32(vocabulary.count + $0)) }
  }
}

// MARK: Navigation

extension ParsedXML {
  /// The number of elements. Their indices are 0 to this number minus 1, in document order.
  public var nodeCount: Int { nodes.count }

  /// The child elements.
  public func children(of node: ElementNode) -> XMLChildren {
    XMLChildren(document: self, following: node.index + 1, end: nodes[Int(node.index)].subtreeEnd)
  }

  /// Calls a function with each child element. It does not refer to the document, as the sequence of them does.
  package func forEachChild(of node: ElementNode, _ body: (ElementNode) -> Void) {
    let end = nodes[Int(node.index)].subtreeEnd
    var index = node.index + 1
    while index < end {
      body(ElementNode(index: index))
      index = nodes[Int(index)].subtreeEnd
    }
  }

  /// The parent of an element; nil for a top-level element.
  public func parent(of node: ElementNode) -> ElementNode? {
    let parent = nodes[Int(node.index)].parent
    return parent == NodeRecord.none ? nil : ElementNode(index: parent)
  }

  /// Whether the element has an end tag. Only elements in which a problem ended parsing lack one.
  public func isClosed(_ node: ElementNode) -> Bool {
    unclosed < node.index || nodes[Int(node.index)].subtreeEnd <= unclosed
  }

  /// The attributes, without namespace declarations.
  public func attributes(of node: ElementNode) -> XMLAttributes {
    let record = nodes[Int(node.index)]
    return XMLAttributes(first: record.firstAttribute, count: Int(record.attributeCount))
  }

  /// The element that has an attribute.
  package func element(of attribute: XMLAttribute) -> ElementNode? {
    let next = nodes.partitioningIndex { $0.firstAttribute > attribute.index }
    // Elements without attributes share the number with the one behind them.
    guard next > 0, attribute.index < nodes[next - 1].firstAttribute + nodes[next - 1].attributeCount else {
      return nil
    }
    return ElementNode(index: Int32(next - 1))
  }

  /// The attribute with a name; nil if the element has none.
  public func attribute(_ name: XMLName, of node: ElementNode) -> XMLAttribute? {
    let record = nodes[Int(node.index)]
    let end = record.firstAttribute + record.attributeCount
    for index in record.firstAttribute..<end where attributes[Int(index)].name == name.id {
      return XMLAttribute(index: index)
    }
    return nil
  }

  /// The first child element with a name; nil if there is none.
  public func child(_ name: XMLName, of node: ElementNode) -> ElementNode? {
    child(name, from: node.index + 1, to: nodes[Int(node.index)].subtreeEnd)
  }

  /// The first child element with a name after another child; nil if there is none.
  package func child(_ name: XMLName, of node: ElementNode, after previous: ElementNode) -> ElementNode? {
    child(name, from: nodes[Int(previous.index)].subtreeEnd, to: nodes[Int(node.index)].subtreeEnd)
  }

  private func child(_ name: XMLName, from start: Int32, to end: Int32) -> ElementNode? {
    var index = start
    while index < end {
      if nodes[Int(index)].name == name.id { return ElementNode(index: index) }
      index = nodes[Int(index)].subtreeEnd
    }
    return nil
  }
}
