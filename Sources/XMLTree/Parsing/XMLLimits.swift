/// The limits for parsing XML, against malicious input. Exceeding a limit is an ``XMLProblem``, never a crash.
public struct XMLLimits: Hashable, Sendable {
  /// The size of the text in bytes of UTF-8; 64 MiB by default, and never more than 1 GiB.
  public let size: Int
  /// The maximum depth of nested elements; 256 by default, which is libvirt's limit (libxml2's parser.c), and never
  /// more than 2000, because libxml2 2.13 and later stops at 2048 regardless of the limit.
  public let depth: Int
  /// The maximum number of elements in a text; 1,048,576 by default.
  public let elements: Int
  /// The maximum number of elements directly inside one element; 262,144 by default.
  public let children: Int
  /// The maximum number of attributes of an element; 256 by default, and never more than 65,536, because libxml2 compares each with
  /// all others. A start tag inside a comment also counts.
  public let attributes: Int
  /// The maximum number of namespaces in scope; 256 by default.
  public let namespaces: Int
  /// The approximate maximum number of different names and namespaces in a text; 65,536 by default, and never more
  /// than 16,777,216, because the dictionary of libxml2 becomes slow.
  public let names: Int

  /// Creates limits, with the default for each omitted value.
  public init(
    size: Int = 64 << 20, depth: Int = 256, elements: Int = 1 << 20, children: Int = 1 << 18, attributes: Int = 256,
    namespaces: Int = 256, names: Int = 1 << 16
  ) {
    self.size = min(size, 1 << 30)
    self.depth = min(depth, 2000)
    self.elements = elements
    self.children = children
    self.attributes = min(attributes, 1 << 16)
    self.namespaces = namespaces
    self.names = min(names, 1 << 24)
  }
}
