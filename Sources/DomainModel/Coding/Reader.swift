internal import XMLTree

/// Reads a document into the model. What is wrong in it is noted as ``ReadingIssue`` and read as absent.
struct Reader {
  let document: ParsedXML
  private(set) var issues: [ReadingIssue] = []
  /// The element being read; what describes itself before the first is read has none.
  private var node = ElementNode(index: 0)
  /// What it has been asked for.
  private var claims = NameSet()
  /// Whether it is known what the element being read may hold: not when its variant is unknown.
  private var isKnown = true

  init(_ document: ParsedXML) {
    self.document = document
  }

  /// Reads one element.
  mutating func read<Child: Element>(_ type: Child.Type, at child: ElementNode) -> Child {
    let outer = (node, claims, isKnown)
    (node, claims, isKnown) = (child, NameSet(), true)
    var element = Child()
    element.sourceNode = SourceNode(child)
    element.describe(&self)
    if isKnown { noteUnclaimed(of: element) }
    (node, claims, isKnown) = outer
    return element
  }

  /// Reads a part of the model from an element, ignoring everything else in the element.
  mutating func describe<Part: Describable>(_ part: Part, at node: ElementNode) -> Part {
    self.node = node
    return describing(part)
  }

  /// The value of an attribute that has one; claims it either way.
  private mutating func claimValue(_ name: Name) -> (XMLAttribute, String)? {
    claimAttribute(name).map { ($0, document.value(of: $0)) }
  }

  private mutating func claimAttribute(_ name: Name) -> XMLAttribute? {
    claims.insert(name)
    return document.attribute(name.xml, of: node)
  }

  /// The first child of a name; claims it, and notes the others.
  private mutating func claimChild(_ name: Name) -> ElementNode? {
    claims.insert(name)
    guard let first = document.child(name.xml, of: node) else { return nil }
    var last = first
    while let child = document.child(name.xml, of: node, after: last) {
      issues.append(.repeated(child, first: first))
      last = child
    }
    return first
  }

  private mutating func noteUnclaimed(of element: some Element) {
    lazy var known = NameCollector(of: element)
    for attribute in document.attributes(of: node) where !claims.contains(document.name(of: attribute)) {
      guard !document.nameText(of: attribute).utf8.contains(UInt8(ascii: ":")) else { continue }
      issues.append(.unknownAttribute(attribute, of: node, known: known.attributes))
    }
    document.forEachChild(of: node) { child in
      guard !claims.contains(document.name(of: child)) else { return }
      issues.append(.unknownElement(child, of: node, known: known.children))
    }
  }
}

extension Reader: ElementCoder {
  mutating func attribute<Value: AttributeValue>(_ name: Name, _ value: inout Value?) {
    guard let (attribute, text) = claimValue(name) else { return }
    value = Value(attribute: text)
    if value == nil { issues.append(.badValue(attribute, of: node, .word(Value.words))) }
  }

  mutating func number(_ name: Name, _ value: inout Int?, _ format: NumberFormat) {
    guard let attribute = claimAttribute(name) else { return }
    value = format.parse(attribute, in: document)
    if value == nil { issues.append(.badValue(attribute, of: node, .number(format))) }
  }

  mutating func variant<Kind>(_ name: Name, _ current: Variant<Kind>, absent fallback: Kind?) -> Variant<Kind> {
    guard let attribute = claimAttribute(name) else {
      if let fallback { return .known(fallback) }
      isKnown = false
      issues.append(.missing(name.text, of: node))
      return .other("")
    }
    if let kind = Kind.table.value(of: attribute, in: document) { return .known(kind) }
    isKnown = false
    issues.append(.badValue(attribute, of: node, .variant(Kind.words)))
    return .other(document.value(of: attribute))
  }

  mutating func constant(_ name: Name, _ text: String) {
    claims.insert(name)
  }

  mutating func child<Child: Element>(_ name: Name, _ child: inout Child?) {
    guard let node = claimChild(name) else { return }
    child = read(Child.self, at: node)
  }

  mutating func payload<Child: Element>(_ name: Name, _ child: Child) -> Child {
    guard let node = claimChild(name) else { return child }
    return read(Child.self, at: node)
  }

  mutating func children<Child: Element>(_ name: Name, _ children: inout [Child]) {
    claims.insert(name)
    for child in document.children(of: node) where document.name(of: child) == name.xml {
      children.append(read(Child.self, at: child))
    }
  }

  mutating func text(_ name: Name, _ text: inout String?) {
    guard let child = claimChild(name) else { return }
    text = document.text(of: child)
  }

  mutating func require(_ name: Name) {
    let isThere = document.attribute(name.xml, of: node) != nil || document.child(name.xml, of: node) != nil
    if !isThere { issues.append(.missing(name.text, of: node)) }
  }
}
