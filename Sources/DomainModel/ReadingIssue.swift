public import XMLTree

/// A problem found while reading. Reading does not fail on it; the rules of the family "structure" report it.
public enum ReadingIssue: Hashable, Sendable {
  /// An attribute has a value that libvirt does not accept.
  case badValue(XMLAttribute, of: ElementNode, Expectation)
  /// An attribute or child that libvirt requires is missing.
  case missing(String, of: ElementNode)
  /// A repeated element, of which libvirt reads only the first.
  case repeated(ElementNode, first: ElementNode)
  /// An attribute that is unknown here; `known` are the attributes that the element accepts.
  case unknownAttribute(XMLAttribute, of: ElementNode, known: [String])
  /// A child that is unknown here; `known` are the children that the element accepts.
  case unknownElement(ElementNode, of: ElementNode, known: [String])

  /// The values that an attribute accepts.
  public enum Expectation: Hashable, Sendable {
    /// One of several words.
    case word([String])
    /// One of the words that distinguish the variants of an element.
    case variant([String])
    /// A number.
    case number(NumberFormat)
  }

  /// The element that has the problem.
  public var element: ElementNode {
    switch self {
    case .badValue(_, let element, _), .missing(_, let element), .repeated(let element, _),
      .unknownAttribute(_, let element, _), .unknownElement(_, let element, _):
      element
    }
  }
}
