/// How much XML is read before a document counts as an attack. A limit that is hit is an ``XMLProblem``, never a crash.
public struct XMLLimits: Hashable, Sendable {
  /// The size of the text in bytes of UTF-8; 64 MiB unless told, and never more than 1 GiB.
  public var size: Int
  /// How deep elements may be nested; 256 unless told, as in libvirt (libxml2's limit, parser.c: `xmlParserMaxDepth`).
  public var depth: Int
  /// How many attributes one element may have; 256 unless told.
  public var attributes: Int

  /// Makes limits; what is not given is as stated at each.
  public init(size: Int = 64 << 20, depth: Int = 256, attributes: Int = 256) {
    self.size = min(size, 1 << 30)
    self.depth = depth
    self.attributes = attributes
  }
}
