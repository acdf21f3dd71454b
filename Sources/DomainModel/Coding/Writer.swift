internal import XMLTree

/// Prints the model as libvirt prints it, through libxml2.
struct Writer {
  private let xml: XMLWriter

  /// Prints one element as `xml` lays it out.
  static func print(_ element: some Element, named name: Name, by xml: XMLWriter) -> String {
    write(element, named: name, to: xml)
    return xml.finish()
  }

  /// Writes one element among others.
  static func write(_ element: some Element, named name: Name, to xml: XMLWriter) {
    var writer = Writer(xml: xml)
    writer.write(element, named: name)
  }

  private mutating func write(_ element: some Element, named name: Name) {
    var element = element
    xml.startElement(name.text)
    element.describe(&self)
    xml.endElement()
  }
}

extension Writer: ElementCoder {
  mutating func attribute<Value: AttributeValue>(_ name: Name, _ value: inout Value?) {
    if let value { xml.attribute(name.text, value.attributeText) }
  }

  mutating func number(_ name: Name, _ value: inout Int?, _ format: NumberFormat) {
    if let value { xml.attribute(name.text, format.print(value)) }
  }

  mutating func variant<Kind>(_ name: Name, _ current: Variant<Kind>, absent fallback: Kind?) -> Variant<Kind> {
    xml.attribute(name.text, current.text)
    return current
  }

  mutating func constant(_ name: Name, _ text: String) {
    xml.attribute(name.text, text)
  }

  mutating func child<Child: Element>(_ name: Name, _ child: inout Child?) {
    if let child { write(child, named: name) }
  }

  mutating func payload<Child: Element>(_ name: Name, _ child: Child) -> Child {
    if NameCollector(of: child).saysSomething { write(child, named: name) }
    return child
  }

  mutating func children<Child: Element>(_ name: Name, _ children: inout [Child]) {
    for child in children { write(child, named: name) }
  }

  mutating func text(_ name: Name, _ text: inout String?) {
    guard let text else { return }
    xml.startElement(name.text)
    xml.text(text)
    xml.endElement()
  }

  mutating func require(_ name: Name) {}
}
