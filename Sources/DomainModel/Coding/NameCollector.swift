/// Lists what an element's description names, as the element now is: what "did you mean" chooses from.
struct NameCollector {
  private(set) var attributes: [String] = []
  private(set) var children: [String] = []
  /// Whether a value was found: an element without any is not written.
  private(set) var saysSomething = false

  init(of element: some Describable) {
    var element = element
    element.describe(&self)
  }
}

extension NameCollector: ElementCoder {
  mutating func attribute<Value: AttributeValue>(_ name: Name, _ value: inout Value?) {
    attributes.append(name.text)
    if value != nil { saysSomething = true }
  }

  mutating func number(_ name: Name, _ value: inout Int?, _ format: NumberFormat) {
    attributes.append(name.text)
    if value != nil { saysSomething = true }
  }

  mutating func variant<Kind>(_ name: Name, _ current: Variant<Kind>, absent fallback: Kind?) -> Variant<Kind> {
    attributes.append(name.text)
    saysSomething = true
    return current
  }

  mutating func constant(_ name: Name, _ text: String) {
    attributes.append(name.text)
    saysSomething = true
  }

  mutating func child<Child: Element>(_ name: Name, _ child: inout Child?) {
    children.append(name.text)
    if child != nil { saysSomething = true }
  }

  mutating func payload<Child: Element>(_ name: Name, _ child: Child) -> Child {
    children.append(name.text)
    if NameCollector(of: child).saysSomething { saysSomething = true }
    return child
  }

  mutating func children<Child: Element>(_ name: Name, _ children: inout [Child]) {
    self.children.append(name.text)
    if !children.isEmpty { saysSomething = true }
  }

  mutating func text(_ name: Name, _ text: inout String?) {
    children.append(name.text)
    if text != nil { saysSomething = true }
  }

  mutating func require(_ name: Name) {}
}
