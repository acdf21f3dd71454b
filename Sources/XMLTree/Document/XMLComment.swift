public import SourceText

/// A comment and its location.
public struct XMLComment: Hashable, Sendable {
  /// The range from `<!--` to after `-->`.
  public let range: SourceRange
  /// The text between these delimiters, as written.
  public let text: String
  /// The parent element; nil at the top level.
  public let parent: ElementNode?
  /// The next element after the comment with the same parent; nil if there is none.
  public let following: ElementNode?
}

extension ParsedXML {
  /// All comments, in order.
  public var comments: [XMLComment] { commentRecords.map(comment) }

  private func comment(_ record: CommentRecord) -> XMLComment {
    let following = Int(record.following)
    let isSibling = nodes.indices.contains(following) && nodes[following].parent == record.parent
    return XMLComment(
      range: SourceRange(Int(record.start), Int(record.end)),
      text: file.text(in: SourceRange(Int(record.start) + 4, Int(record.end) - 3)),
      parent: record.parent == NodeRecord.none ? nil : ElementNode(index: record.parent),
      following: isSibling ? ElementNode(index: record.following) : nil)
  }
}
