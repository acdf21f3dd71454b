/// The flat arrays of a document while they are filled.
struct Tree {
  var names: [String] = []
  var nodes: [NodeRecord] = []
  var attributes: [AttributeRecord] = []
  var decoded: [UInt8] = []
  var comments: [CommentRecord] = []
  /// The namespaces of the vocabulary to which elements bind prefixes.
  var namespaces: [String] = []
  /// The innermost element that has no end tag because reading ended before.
  var unclosed = NodeRecord.none

  /// The top-level elements.
  var roots: [ElementNode] {
    var roots: [ElementNode] = []
    var index: Int32 = 0
    while index < nodes.count {
      roots.append(ElementNode(index: index))
      index = nodes[Int(index)].subtreeEnd
    }
    return roots
  }
}
