/// An element of a ``ParsedXML``, as its index among all elements in document order, from 0.
@frozen public struct ElementNode: Hashable, Sendable {
  /// The index in document order.
  public let index: Int32

  /// Makes the element with an index.
  @inlinable public init(index: Int32) { self.index = index }
}

extension ElementNode: Comparable {
  /// Elements are ordered as their start tags are.
  @inlinable public static func < (a: ElementNode, b: ElementNode) -> Bool { a.index < b.index }
}

/// An attribute of a ``ParsedXML``, as its index among all attributes in document order, from 0.
@frozen public struct XMLAttribute: Hashable, Sendable {
  /// The index in document order.
  public let index: Int32

  /// Makes the attribute with an index.
  @inlinable public init(index: Int32) { self.index = index }
}

/// The attributes of one element, in order.
@frozen public struct XMLAttributes: RandomAccessCollection, Sendable {
  @usableFromInline let first: Int32
  /// The number of attributes.
  public let count: Int

  @inlinable init(first: Int32, count: Int) {
    self.first = first
    self.count = count
  }

  /// The first index, 0.
  @inlinable public var startIndex: Int { 0 }
  /// The index past the last attribute.
  @inlinable public var endIndex: Int { count }
  /// The attribute at `position`, from 0.
  @inlinable public subscript(position: Int) -> XMLAttribute { XMLAttribute(index: first + Int32(position)) }
}

/// The child elements of one element, in order.
public struct XMLChildren: Sequence, IteratorProtocol, Sendable {
  let document: ParsedXML
  var following: Int32
  let end: Int32

  /// Returns the next child; nil at the end.
  public mutating func next() -> ElementNode? {
    guard following < end else { return nil }
    defer { following = document.nodes[Int(following)].subtreeEnd }
    return ElementNode(index: following)
  }
}
