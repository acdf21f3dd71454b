public import XMLTree

/// The element that a part of the model was read from. It is ignored by equality: two source nodes are always equal,
/// so that models can be compared, copied and built by hand.
public struct SourceNode: Hashable, Sendable {
  /// The element; nil if the part was not read from a document.
  public let node: ElementNode?

  /// Creates a source node for an element, or for none.
  public init(_ node: ElementNode?) { self.node = node }

  /// The source node of a part that was not read from a document.
  public static let none = SourceNode(nil)

  /// Always true.
  public static func == (a: SourceNode, b: SourceNode) -> Bool { true }

  /// Hashes nothing, because all source nodes are equal.
  public func hash(into hasher: inout Hasher) {}
}
