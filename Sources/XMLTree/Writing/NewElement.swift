/// An element to be written: its attributes, and its text or child elements.
package struct NewElement: Sendable {
  /// The name.
  package let name: String
  /// The values of its attributes, in order; an attribute without a value is omitted.
  package let attributes: KeyValuePairs<String, String?>
  /// The text; nil for an element without text.
  package let text: String?
  /// The child elements, in order.
  package let children: [NewElement]

  /// Creates an element. A child that is nil is omitted.
  package init(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [NewElement?] = []) {
    self.name = name
    self.attributes = attributes
    self.text = nil
    self.children = children.compactMap(\.self)
  }

  /// Creates an element that contains text.
  package init(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = []
  }
}

extension XMLWriter {
  /// Writes an element with everything in it.
  package func write(_ element: NewElement) {
    startElement(element.name)
    for (name, value) in element.attributes {
      if let value { attribute(name, value) }
    }
    if let text = element.text { self.text(text) }
    for child in element.children { write(child) }
    endElement()
  }
}
