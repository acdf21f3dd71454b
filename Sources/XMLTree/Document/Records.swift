/// What is kept of an element. Offsets are bytes of the file, at most 1 GiB.
@usableFromInline struct NodeRecord: Sendable {
  @usableFromInline var name: Int32
  var parent: Int32
  /// The element after the last one inside this one, in document order.
  var subtreeEnd: Int32
  var tagEnd: Int32
  var end: Int32
  var firstAttribute: Int32
  var attributeCount: Int32

  static let none: Int32 = -1

  /// Where the element begins: found from the value of its first attribute, or from the end of its tag, back.
  func start(in bytes: [UInt8], _ attributes: [AttributeRecord]) -> Int {
    let inside = attributeCount > 0 ? attributes[Int(firstAttribute)].start : tagEnd - 1
    return bytes.tagStart(before: Int(inside) + 1)
  }
}

/// What is kept of an attribute: where its value is, and where its decoded value is kept when that differs.
struct AttributeRecord: Sendable {
  var name: Int32
  var start: Int32
  var count: Int32
  var decodedStart: Int32 = asWritten
  var decodedCount: Int32 = 0

  /// The `decodedStart` of a value that means what is written.
  static let asWritten: Int32 = -1
}

/// What is kept of a comment.
struct CommentRecord: Sendable {
  var start: Int32
  var end: Int32
  var parent: Int32
  /// The element that starts next after it, wherever that is.
  var following: Int32
}
