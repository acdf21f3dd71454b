public import XMLTree

/// Where a part of the model was read. It takes no part in equality: two origins are always equal,
/// so that models can be compared, copied and built by hand.
public struct SourceNode: Hashable, Sendable {
  /// The element, or nil when the part was not read from a document.
  public let node: ElementNode?

  /// An origin at `node`.
  public init(_ node: ElementNode?) { self.node = node }

  /// Of a part that was not read.
  public static let none = SourceNode(nil)

  /// Always true.
  public static func == (a: SourceNode, b: SourceNode) -> Bool { true }

  /// Hashes nothing, as all origins are equal.
  public func hash(into hasher: inout Hasher) {}
}
