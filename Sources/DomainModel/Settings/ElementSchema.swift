/// The names that an element accepts, by variant, derived from the description that reads and writes it.
public struct ElementSchema: Hashable, Sendable {
  /// An attribute, or a child that contains only text.
  public struct Attribute: Hashable, Sendable {
    /// The name in XML.
    public let name: String
    /// The values that it accepts.
    public let expectation: ReadingIssue.Expectation
    /// Whether it is a child that contains only text.
    public let isText: Bool
    /// What describes it, and the type of its value.
    let owner: DeclarationName
    let type: DeclarationName?
  }

  /// A child element.
  public struct Child: Hashable, Sendable {
    /// The name in XML.
    public let name: String
    /// The schema of its content.
    public let schema: ElementSchema
    /// Whether the element can have several of them.
    public let isRepeated: Bool
    /// What describes it.
    let owner: DeclarationName
  }

  /// One variant of an element.
  public struct Variant: Hashable, Sendable {
    /// The attribute value that selects this variant.
    public let word: String
    /// The schema of the variant, including the parts common to all variants.
    public let schema: ElementSchema
  }

  /// The attributes.
  public internal(set) var attributes: [Attribute] = []
  /// The children.
  public internal(set) var children: [Child] = []
  /// The names of the attributes and children that libvirt requires.
  public internal(set) var required: [String] = []
  /// The attribute whose value selects the variant; nil if the element has no variants.
  public internal(set) var variantAttribute: String?
  /// The variant of an element without that attribute; nil if libvirt requires the attribute.
  public internal(set) var absentVariant: String?
  /// The variants.
  public internal(set) var variants: [Variant] = []
  /// The type that describes the element.
  let declaration: DeclarationName

  init(_ declaration: DeclarationName) { self.declaration = declaration }
}

extension ElementSchema {
  /// The schema of `<controller type='virtio-serial'>`.
  public static let controller = ElementSchema(of: Controller())
  /// The schema of `<channel>`.
  public static let channel = ElementSchema(of: Channel())
  /// The schema of `<console>`.
  public static let console = ElementSchema(of: Console())
  /// The schema of `<serial>`.
  public static let serial = ElementSchema(of: SerialPort())

  init(of element: some Element) {
    self = SchemaBuilder.schema(of: element, as: nil)
    guard variantAttribute != nil, let words = attributes.first(where: { $0.name == variantAttribute })?.words else {
      return
    }
    variants = words.map { Variant(word: $0, schema: SchemaBuilder.schema(of: element, as: $0)) }
  }

  /// Whether some variant has this attribute or child; the names lead to it from here.
  func allows(_ path: some Collection<String>) -> Bool {
    guard let name = path.first else { return true }
    if variants.contains(where: { $0.schema.allows(path) }) { return true }
    if path.count == 1, attributes.contains(where: { $0.name == name }) { return true }
    return child(name)?.schema.allows(path.dropFirst()) ?? false
  }

  /// The element on the way, outermost first, of whose variants some allow the path and some do not.
  func variants(allowing path: ArraySlice<String>, depth: Int = 0) -> (depth: Int, words: [String])? {
    let fitting = variants.filter { $0.schema.allows(path) }
    if !fitting.isEmpty, fitting.count < variants.count { return (depth, fitting.map(\.word)) }
    let inner = path.first.flatMap { name in (fitting.first?.schema.child(name) ?? child(name))?.schema }
    return inner?.variants(allowing: path.dropFirst(), depth: depth + 1)
  }

  /// The child with a name; nil if there is none.
  public func child(_ name: String) -> Child? { children.first { $0.name == name } }
}

// MARK: Documentation

extension ElementSchema {
  /// The documentation of the element as Markdown; nil if there is none.
  public var documentation: String? { declaration.documentation }
}

extension ElementSchema.Child {
  /// The documentation of the child in its element as Markdown; nil if there is none.
  public var documentation: String? { owner.documentation(of: name) ?? schema.documentation }
}

extension ElementSchema.Attribute {
  /// The documentation of the attribute as Markdown; nil if there is none.
  public var documentation: String? { owner.documentation(of: name) ?? type?.documentation }

  /// The documentation of a value of the attribute as Markdown; nil if there is none.
  public func documentation(of word: String) -> String? { type?.documentation(of: word) }

  /// The words that the attribute accepts; empty if it accepts any text or a number.
  public var words: [String] {
    switch expectation {
    case .word(let words), .variant(let words): words
    case .number: []
    }
  }
}
