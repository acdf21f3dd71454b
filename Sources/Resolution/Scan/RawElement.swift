internal import DomainModel
internal import XMLTree

/// An element that the model does not describe, read by name.
struct RawElement {
  let document: ParsedXML
  let node: ElementNode

  /// The value of an attribute.
  subscript(attribute: Name) -> String? { document.value(attribute, of: node) }

  /// The number that an attribute holds.
  func number(_ attribute: Name, _ format: NumberFormat) -> Int? { bytes(attribute).flatMap(format.parse(bytes:)) }

  /// The value of an attribute as UTF-8, without creating a string.
  func bytes(_ attribute: Name) -> ArraySlice<UInt8>? {
    document.attribute(attribute.xml, of: node).map { document.valueBytes(of: $0) }
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
