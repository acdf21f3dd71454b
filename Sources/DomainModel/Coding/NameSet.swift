package import XMLTree

/// A set of names, one bit each; there are fewer than bits.
package struct NameSet: ExpressibleByArrayLiteral, Sendable {
  private var bits: UInt128 = 0

  /// Creates a set of some names.
  package init(arrayLiteral names: Name...) { self.init(names) }

  init(_ names: [Name]) {
    for name in names { insert(name) }
  }

  /// Creates a set of one name.
  init(_ name: Name) { insert(name) }

  /// Creates a set of names of a document; those that are not of the vocabulary are left out.
  init(_ names: some Sequence<XMLName>) {
    for name in names { insert(name) }
  }

  mutating func insert(_ name: Name) { bits |= 1 << UInt128(name.rawValue) }

  /// Adds a document's name; one that is not of the vocabulary is left out.
  package mutating func insert(_ name: XMLName) { bits |= 1 << UInt128(name.id) }

  /// Whether a document's name is in the set; one that is not of the vocabulary is not.
  package func contains(_ name: XMLName) -> Bool { bits & (1 << UInt128(name.id)) != 0 }

  /// Whether the sets have no name in common.
  func isDisjoint(with other: NameSet) -> Bool { bits & other.bits == 0 }
}
