/// What an element can say, variant by variant: drawn from the description that reads and writes it.
public struct ElementSchema: Hashable, Sendable {
  /// An attribute, or a child that holds nothing but text.
  public struct Attribute: Hashable, Sendable {
    /// The name.
    public let name: String
    /// What it may hold.
    public let expectation: ReadingIssue.Expectation
  }

  /// A child.
  public struct Child: Hashable, Sendable {
    /// The name.
    public let name: String
    /// What it can say.
    public let schema: ElementSchema
    /// Whether there may be several.
    public let isRepeated: Bool
  }

  /// One variant of an element.
  public struct Variant: Hashable, Sendable {
    /// The word that makes the element be this variant.
    public let word: String
    /// What the variant can say, the parts common to all variants included.
    public let schema: ElementSchema
  }

  /// The attributes.
  public internal(set) var attributes: [Attribute] = []
  /// The children.
  public internal(set) var children: [Child] = []
  /// The names of the attributes and children that libvirt demands.
  public internal(set) var required: [String] = []
  /// The attribute whose words tell the variants apart; nil when there are none.
  public internal(set) var variantAttribute: String?
  /// The variants.
  public internal(set) var variants: [Variant] = []
}

extension ElementSchema {
  /// Of a `<controller type='virtio-serial'>`.
  public static let controller = ElementSchema(of: Controller())
  /// Of a `<channel>`.
  public static let channel = ElementSchema(of: Channel())
  /// Of a `<console>`.
  public static let console = ElementSchema(of: Console())

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
    return child(name)?.allows(path.dropFirst()) ?? false
  }

  /// The element on the way, outermost first, of whose variants some allow the path and some do not.
  func variants(allowing path: ArraySlice<String>, depth: Int = 0) -> (depth: Int, words: [String])? {
    let fitting = variants.filter { $0.schema.allows(path) }
    if !fitting.isEmpty, fitting.count < variants.count { return (depth, fitting.map(\.word)) }
    let inner = path.first.flatMap { name in fitting.first?.schema.child(name) ?? child(name) }
    return inner?.variants(allowing: path.dropFirst(), depth: depth + 1)
  }

  private func child(_ name: String) -> ElementSchema? { children.first { $0.name == name }?.schema }
}

extension ElementSchema.Attribute {
  var words: [String] {
    switch expectation {
    case .word(let words), .variant(let words): words
    case .number: []
    }
  }
}
