internal import XMLTree

/// A part of the model that describes itself: once, for reading, writing and patching.
protocol Describable: Hashable, Sendable {
  /// Names every attribute and child, in libvirt's order of writing, and binds each to a property.
  mutating func describe(_ coder: inout some ElementCoder)
}

/// A part of the model that is one XML element.
protocol Element: Describable {
  /// An empty element.
  init()
  /// The element that it was read from; `.none` if it was created in code.
  var sourceNode: SourceNode { get set }
}

/// The words that tell the variants of an element apart.
protocol VariantWord: Keyword {
  /// The words, to be found by their bytes.
  static var table: WordTable<Self> { get }
}

/// What an enum of variants is given about its kind.
enum Variant<Kind: VariantWord>: Hashable {
  case known(Kind)
  /// A value that libvirt does not support. It is preserved, and reported when it is read.
  case other(String)

  /// The value as text.
  var text: String {
    switch self {
    case .known(let kind): kind.rawValue
    case .other(let text): text
    }
  }
}

/// Walks the description of an element: reading, writing, patching, or listing what is allowed.
protocol ElementCoder {
  /// An attribute with one value.
  mutating func attribute<Value: AttributeValue>(_ name: Name, _ value: inout Value?)

  /// An attribute with a number.
  mutating func number(_ name: Name, _ value: inout Int?, _ format: NumberFormat)

  /// The attribute that tells which variant the rest of the element is. An absent one means `fallback`.
  mutating func variant<Kind>(_ name: Name, _ current: Variant<Kind>, absent fallback: Kind?) -> Variant<Kind>

  /// An attribute that always says the same.
  mutating func constant(_ name: Name, _ text: String)

  /// A child that may be absent. libvirt reads the first one.
  mutating func child<Child: Element>(_ name: Name, _ child: inout Child?)

  /// A child that is always present in the model, but in XML only if it has content.
  mutating func payload<Child: Element>(_ name: Name, _ child: Child) -> Child

  /// Children of one name, all of them.
  mutating func children<Child: Element>(_ name: Name, _ children: inout [Child])

  /// The text of a child without children.
  mutating func text(_ name: Name, _ text: inout String?)

  /// Reports an attribute or child that libvirt demands and that is not there.
  mutating func require(_ name: Name)

  /// The value as its description leaves it: the payload of an enum's case.
  mutating func describing<Value: Describable>(_ value: Value) -> Value
}

extension ElementCoder {
  /// An attribute that must be there.
  mutating func required<Value: AttributeValue>(_ name: Name, _ value: inout Value?) {
    attribute(name, &value)
    require(name)
  }
}

extension ElementCoder {
  /// The value as its description leaves it: the payload of an enum's case.
  mutating func describing<Value: Describable>(_ value: Value) -> Value {
    var value = value
    value.describe(&self)
    return value
  }
}
