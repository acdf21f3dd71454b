internal import XMLTree

/// An element that the model does not describe, read by name.
struct SurveyedElement {
  let document: XMLDocument
  let node: XMLNode

  /// The value of an attribute.
  subscript(attribute: String) -> String? {
    document.name(attribute).flatMap { document.attribute($0, of: node) }.map(document.value)
  }

  /// The value of an attribute of the first child of a name.
  subscript(child: String, attribute: String) -> String? { self.child(child)?[attribute] }

  /// The first child of a name.
  func child(_ name: String) -> SurveyedElement? {
    guard let name = document.name(name) else { return nil }
    let child = document.children(of: node).first { document.name(of: $0) == name }
    return child.map { SurveyedElement(document: document, node: $0) }
  }

  /// The children, in order.
  var children: some Sequence<SurveyedElement> {
    document.children(of: node).lazy.map { SurveyedElement(document: document, node: $0) }
  }

  /// Its name.
  var name: String { document.nameText(of: node) }
}
