internal import SourceText
internal import XMLTree

/// Compares an element with the XML that it was read from, and finds the smallest edits that make the XML match.
/// Parts that are equal or not described are not changed.
struct Patcher {
  private let document: ParsedXML
  private let node: ElementNode
  private(set) var edits: [TextEdit] = []
  private var described: [Name] = []
  private var isOtherVariant = false
  /// Where an attribute that is missing would be written, behind the described one before it.
  private var attributePlace: Int
  /// The child behind which one that is missing would be written.
  private var precedingChild: ElementNode?
  private var newChildren: [String] = []

  /// The edits that turn the element at `node` into `element`.
  static func edits<Changed: Element>(_ element: Changed, at node: ElementNode, in document: ParsedXML) -> [TextEdit] {
    var patcher = Patcher(document: document, node: node)
    var element = element
    element.describe(&patcher)
    patcher.removeStale(readAs: Changed.self)
    patcher.writeNewChildren()
    return patcher.edits
  }

  private init(document: ParsedXML, node: ElementNode) {
    self.document = document
    self.node = node
    attributePlace = document.nameRange(of: node).upperBound
  }
}

// MARK: Attributes

extension Patcher {
  /// Makes an attribute say `text`, or go away; an attribute that already means the same stays as it is.
  private mutating func set(_ name: Name, to text: String?, unless isSame: (String) -> Bool) {
    described.append(name)
    guard let attribute = document.attribute(name.xml, of: node) else {
      if let text { insert(name, text) }
      return
    }
    attributePlace = document.range(of: attribute).upperBound
    guard let text else { return edits.append(.delete(document.rangeWithBlanks(of: attribute))) }
    guard !isSame(document.value(of: attribute)) else { return }
    edits.append(TextEdit(document.valueRange(of: attribute), with: text.escapedForAttribute))
  }

  private mutating func insert(_ name: Name, _ text: String) {
    let quote = document.attributes(of: node).first.map(document.quote) ?? UInt8(ascii: "'")
    let mark = String(UnicodeScalar(quote))
    edits.append(.insert(" \(name.text)=\(mark)\(text.escapedForAttribute)\(mark)", at: attributePlace))
  }
}

// MARK: Children

extension Patcher {
  private func existing(_ name: Name) -> [ElementNode] {
    document.children(of: node).filter { document.name(of: $0) == name.xml }
  }

  private mutating func remove(_ child: ElementNode) {
    edits.append(.delete(document.rangeWithLine(of: child)))
  }

  /// Makes the children of a name be `children`: those that were read here are patched, the others written again.
  private mutating func set<Child: Element>(_ name: Name, to children: [Child]) {
    described.append(name)
    let old = existing(name)
    let (written, kept) = (Set(old), Set(children.compactMap(\.sourceNode.node)))
    for child in old where !kept.contains(child) { remove(child) }
    for child in children {
      if let location = child.sourceNode.node, written.contains(location) {
        edits += Patcher.edits(child, at: location, in: document)
      } else {
        insert(print(child, named: name))
      }
    }
    if let last = old.last { precedingChild = last }
  }

  private mutating func insert(_ text: String) {
    guard let precedingChild else { return newChildren.append(text) }
    edits.append(document.insertion(of: text, after: precedingChild))
  }

  /// Updates the first child of a name, the one that libvirt reads, to `child`, or removes it.
  private mutating func setFirst<Child: Element>(_ name: Name, to child: Child?) {
    described.append(name)
    guard let location = existing(name).first else {
      if let child { insert(print(child, named: name)) }
      return
    }
    precedingChild = location
    guard let child else { return remove(location) }
    edits += Patcher.edits(child, at: location, in: document)
  }

  private func print(_ child: some Element, named name: Name) -> String {
    Writer.print(child, named: name, by: document.writer(inside: node))
  }

  /// Children that belong before all others, or into an element that has none.
  private mutating func writeNewChildren() {
    guard !newChildren.isEmpty else { return }
    edits.append(document.insertion(of: newChildren, asFirstOf: node))
  }

  /// Removes what was read for another variant of the element and no longer applies.
  private mutating func removeStale<Changed: Element>(readAs type: Changed.Type) {
    guard isOtherVariant else { return }
    var reader = Reader(document)
    let before = NameCollector(of: reader.read(type, at: node))
    let now = Set(described.map(\.text))
    for attribute in document.attributes(of: node) {
      let name = document.nameText(of: attribute)
      guard before.attributes.contains(name), !now.contains(name) else { continue }
      edits.append(.delete(document.rangeWithBlanks(of: attribute)))
    }
    for child in document.children(of: node) {
      let name = document.nameText(of: child)
      if before.children.contains(name), !now.contains(name) { remove(child) }
    }
  }
}

extension Patcher: ElementCoder {
  mutating func attribute<Value: AttributeValue>(_ name: Name, _ value: inout Value?) {
    let wanted = value
    set(name, to: value?.attributeText) { Value(attribute: $0) == wanted }
  }

  mutating func number(_ name: Name, _ value: inout Int?, _ format: NumberFormat) {
    let wanted = value
    set(name, to: value.map(format.print)) { format.parse($0) == wanted }
  }

  mutating func variant<Kind>(_ name: Name, _ current: Variant<Kind>, absent fallback: Kind?) -> Variant<Kind> {
    let isAbsent = document.attribute(name.xml, of: node) == nil
    if isAbsent, let fallback, current == .known(fallback) {
      described.append(name)
      return current
    }
    let before = edits.count
    set(name, to: current.text) { $0 == current.text }
    if edits.count > before { isOtherVariant = true }
    return current
  }

  mutating func constant(_ name: Name, _ text: String) {
    set(name, to: text) { $0 == text }
  }

  mutating func child<Child: Element>(_ name: Name, _ child: inout Child?) {
    setFirst(name, to: child)
  }

  mutating func payload<Child: Element>(_ name: Name, _ child: Child) -> Child {
    let isWritten = NameCollector(of: child).saysSomething || child.sourceNode.node != nil
    setFirst(name, to: isWritten ? child : nil)
    return child
  }

  mutating func children<Child: Element>(_ name: Name, _ children: inout [Child]) {
    set(name, to: children)
  }

  mutating func text(_ name: Name, _ text: inout String?) {
    described.append(name)
    guard let child = existing(name).first else {
      if let text { insert("<\(name.text)>\(text.escapedForXML)</\(name.text)>") }
      return
    }
    precedingChild = child
    guard let text else { return remove(child) }
    guard document.text(of: child) != text, let location = document.contentRange(of: child) else { return }
    edits.append(TextEdit(location, with: text.escapedForXML))
  }

  mutating func require(_ name: Name) {}
}
