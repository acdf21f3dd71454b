internal import DomainModel
internal import XMLTree

/// An element that the model does not describe, read by name.
struct RawElement {
  let document: ParsedXML
  let node: ElementNode

  /// The value of an attribute.
  subscript(attribute: Name) -> String? { document.value(attribute, of: node) }

  /// The number that an attribute holds.
  func number(_ attribute: Name, _ format: NumberFormat) -> Int? {
    document.attribute(attribute.xml, of: node).flatMap { format.parse($0, in: document) }
  }

  /// What the value of an attribute means; nil if it is no word of the table.
  func value<Value>(_ attribute: Name, in words: WordTable<Value>) -> Value? {
    document.attribute(attribute.xml, of: node).flatMap { words.value(of: $0, in: document) }
  }

  /// Whether an attribute has a value.
  func has(_ attribute: Name, _ value: StaticString) -> Bool {
    document.has(attribute, value, at: node)
  }

  /// The value of an attribute of the first child of a name.
  subscript(child: Name, attribute: Name) -> String? { self.child(child)?[attribute] }

  /// The first child of a name.
  func child(_ name: Name) -> RawElement? {
    document.child(name.xml, of: node).map { RawElement(document: document, node: $0) }
  }

  /// The children, in order.
  var children: some Sequence<RawElement> {
    document.children(of: node).lazy.map { RawElement(document: document, node: $0) }
  }

  /// Its name.
  var name: XMLName { document.name(of: node) }
}
