/// Lists what an element's description names and what each may hold, as one variant of it.
struct SchemaBuilder {
  private var schema = ElementSchema()
  private let word: String?

  /// The schema of an element, without its variants.
  /// - Parameter word: the variant; nil for the one that the element is.
  static func schema(of element: some Element, as word: String?) -> ElementSchema {
    var walker = SchemaBuilder(word: word)
    var element = element
    element.describe(&walker)
    return walker.schema
  }

  private init(word: String?) { self.word = word }
}

extension SchemaBuilder: ElementCoder {
  mutating func attribute<Value: AttributeValue>(_ name: Name, _ value: inout Value?) {
    schema.attributes.append(.init(name: name.text, expectation: .word(Value.words)))
  }

  mutating func number(_ name: Name, _ value: inout Int?, _ format: NumberFormat) {
    schema.attributes.append(.init(name: name.text, expectation: .number(format)))
  }

  mutating func variant<Kind>(_ name: Name, _ current: Variant<Kind>, absent fallback: Kind?) -> Variant<Kind> {
    schema.attributes.append(.init(name: name.text, expectation: .variant(word.map { [$0] } ?? Kind.words)))
    schema.variantAttribute = name.text
    return word.flatMap(Kind.init(attribute:)).map(Variant.known) ?? current
  }

  mutating func constant(_ name: Name, _ text: String) {
    schema.attributes.append(.init(name: name.text, expectation: .word([text])))
  }

  mutating func child<Child: Element>(_ name: Name, _ child: inout Child?) {
    add(name, Child())
  }

  mutating func payload<Child: Element>(_ name: Name, _ child: Child) -> Child {
    add(name, child)
    return child
  }

  mutating func children<Child: Element>(_ name: Name, _ children: inout [Child]) {
    add(name, Child(), isRepeated: true)
  }

  mutating func text(_ name: Name, _ text: inout String?) {
    schema.attributes.append(.init(name: name.text, expectation: .word([])))
  }

  mutating func require(_ name: Name) {
    schema.required.append(name.text)
  }

  private mutating func add(_ name: Name, _ child: some Element, isRepeated: Bool = false) {
    schema.children.append(.init(name: name.text, schema: ElementSchema(of: child), isRepeated: isRepeated))
  }
}
