/// The names that a parser knows in advance. They have the ids 0, 1, 2 … in every document, so that names are compared as numbers.
public struct XMLVocabulary: Sendable {
  /// The names, in the order of their ids.
  public let names: [String]
  /// The namespaces that documents note if they bind a prefix to them.
  package let namespaces: [String]
  private let ids: [String: Int]

  /// Creates a vocabulary that numbers `names` in order. A repeated name has the number of its first occurrence.
  public init(_ names: [String]) { self.init(names, namespaces: []) }

  /// Creates a vocabulary with namespaces that documents note.
  package init(_ names: [String], namespaces: [String]) {
    self.names = names
    self.namespaces = namespaces
    self.ids = Dictionary(names.indices.map { (names[$0], $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The id of a name; nil if it is not among them.
  package func id(of name: String) -> Int? { ids[name] }

  /// The number of names. Other names in a document have ids from this number.
  public var count: Int { names.count }
}

/// The name of an element or attribute, with its prefix, as a number.
///
/// Ids below the vocabulary's count mean the vocabulary's names; the others are numbered by each document for itself.
@frozen public struct XMLName: Hashable, Sendable {
  /// The number.
  public let id: Int32

  /// Makes the name with a number.
  @inlinable public init(id: Int32) { self.id = id }
}
