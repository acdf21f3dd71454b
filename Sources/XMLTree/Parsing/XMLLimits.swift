/// How much XML is read before a document counts as an attack. A limit that is hit is an ``XMLProblem``, never a crash.
public struct XMLLimits: Hashable, Sendable {
  /// The size of the text in bytes of UTF-8; 64 MiB by default, and never more than 1 GiB.
  public let size: Int
  /// The maximum depth of nested elements; 256 by default, which is libvirt's limit (libxml2's parser.c), and never
  /// more than 2000, because libxml2 2.13 and later stops at 2048 regardless of the limit.
  public let depth: Int
  /// How many attributes one element may have; 256 by default, and never more than 65,536. libxml2 compares each with
  /// each. A start tag inside a comment counts, too.
  public let attributes: Int
  /// How many namespaces may be declared by an element and those around it; 256 by default.
  public let namespaces: Int
  /// About how many different names and namespaces a text may use; 65,536 by default, and never more
  /// than 16,777,216. With more libxml2's dictionary gets slow.
  public let names: Int

  /// Makes limits; what is not given is as stated at each.
  public init(
    size: Int = 64 << 20, depth: Int = 256, attributes: Int = 256, namespaces: Int = 256, names: Int = 1 << 16
  ) {
    self.size = min(size, 1 << 30)
    self.depth = min(depth, 2000)
    self.attributes = min(attributes, 1 << 16)
    self.namespaces = namespaces
    self.names = min(names, 1 << 24)
  }
}
