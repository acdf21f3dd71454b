public import XMLTree

/// A problem found while reading. Reading does not fail on it; the rules of the family "structure" report it.
public enum ReadingIssue: Hashable, Sendable {
  /// An attribute holds what libvirt does not take.
  case badValue(XMLAttribute, of: ElementNode, Expectation)
  /// An attribute or child that libvirt demands is not there.
  case missing(String, of: ElementNode)
  /// A second element where libvirt reads the first.
  case repeated(ElementNode, first: ElementNode)
  /// An attribute that means nothing here; `known` are those that would.
  case unknownAttribute(XMLAttribute, of: ElementNode, known: [String])
  /// A child that means nothing here; `known` are those that would.
  case unknownElement(ElementNode, of: ElementNode, known: [String])

  /// What an attribute may hold.
  public enum Expectation: Hashable, Sendable {
    /// One of some words.
    case word([String])
    /// One of the words that tell the variants of an element apart.
    case variant([String])
    /// A number.
    case number(NumberFormat)
  }

  /// The element it was noticed on.
  public var element: ElementNode {
    switch self {
    case .badValue(_, let element, _), .missing(_, let element), .repeated(let element, _),
      .unknownAttribute(_, let element, _), .unknownElement(_, let element, _):
      element
    }
  }
}
