/// Lists what an element's description names and what each may hold, as one variant of it.
struct SchemaBuilder {
  private var schema: ElementSchema
  private let word: String?
  /// The part of the model that describes itself now.
  private var owner: DeclarationName

  /// The schema of an element, without its variants.
  /// - Parameter word: the variant; nil for the current one.
  static func schema(of element: some Element, as word: String?) -> ElementSchema {
    var walker = SchemaBuilder(word: word, owner: DeclarationName(type(of: element)))
    var element = element
    element.describe(&walker)
    return walker.schema
  }

  private init(word: String?, owner: DeclarationName) {
    self.word = word
    self.owner = owner
    schema = ElementSchema(owner)
  }

  private mutating func add(
    _ name: Name, _ expectation: ReadingIssue.Expectation, of type: Any.Type? = nil, isText: Bool = false
  ) {
    let type = type.map { DeclarationName($0) }
    schema.attributes.append(
      .init(name: name.text, expectation: expectation, isText: isText, owner: owner, type: type))
  }
}

extension SchemaBuilder: ElementCoder {
  mutating func attribute<Value: AttributeValue>(_ name: Name, _ value: inout Value?) {
    add(name, .word(Value.words), of: Value.self)
  }

  mutating func number(_ name: Name, _ value: inout Int?, _ format: NumberFormat) {
    add(name, .number(format))
  }

  mutating func variant<Kind>(_ name: Name, _ current: Variant<Kind>, absent fallback: Kind?) -> Variant<Kind> {
    add(name, .variant(word.map { [$0] } ?? Kind.words), of: Kind.self)
    schema.variantAttribute = name.text
    schema.absentVariant = fallback?.rawValue
    return word.flatMap(Kind.init(attribute:)).map(Variant.known) ?? current
  }

  mutating func constant(_ name: Name, _ text: String) {
    add(name, .word([text]))
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
    add(name, .word([]), isText: true)
  }

  mutating func require(_ name: Name) {
    schema.required.append(name.text)
  }

  mutating func describing<Value: Describable>(_ value: Value) -> Value {
    let outer = owner
    owner = DeclarationName(Value.self)
    defer { owner = outer }
    var value = value
    value.describe(&self)
    return value
  }

  private mutating func add(_ name: Name, _ child: some Element, isRepeated: Bool = false) {
    schema.children.append(
      .init(name: name.text, schema: ElementSchema(of: child), isRepeated: isRepeated, owner: owner))
  }
}
