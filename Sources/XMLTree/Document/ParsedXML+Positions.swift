public import SourceText

extension ParsedXML {
  /// The whole element, from its `<` to behind its last `>`.
  public func range(of node: ElementNode) -> SourceRange {
    SourceRange(start(of: node), Int(nodes[Int(node.index)].end))
  }

  /// The start tag, from `<` to behind `>`.
  public func startTagRange(of node: ElementNode) -> SourceRange {
    SourceRange(start(of: node), Int(nodes[Int(node.index)].tagEnd))
  }

  /// The name in the start tag.
  public func nameRange(of node: ElementNode) -> SourceRange {
    let start = start(of: node) + 1
    return SourceRange(start, start + nameText(of: node).utf8.count)
  }

  private func start(of node: ElementNode) -> Int { nodes[Int(node.index)].start(in: file.bytes, attributes) }

  /// What is between the tags, blanks and comments included; nil for an element that is written `<a/>`.
  public func contentRange(of node: ElementNode) -> SourceRange? {
    let record = nodes[Int(node.index)]
    guard !isSelfClosing(record) else { return nil }
    return SourceRange(
      Int(record.tagEnd), isClosed(node) ? file.bytes.tagStart(before: Int(record.end)) : Int(record.end))
  }

  private func isSelfClosing(_ record: NodeRecord) -> Bool {
    record.end == record.tagEnd && file.bytes[Int(record.tagEnd) - 2] == UInt8(ascii: "/")
  }

  /// The text inside an element that holds no other: from behind the blanks at its beginning to before those at its end.
  /// An element without text has an empty range where the text would be; nil for one written `<a/>`.
  public func textRange(of node: ElementNode) -> SourceRange? {
    guard let content = contentRange(of: node) else { return nil }
    var (start, end) = (content.lowerBound, content.upperBound)
    while start < end, file.bytes[start].isXMLBlank { start += 1 }
    while end > start, file.bytes[end - 1].isXMLBlank { end -= 1 }
    return SourceRange(start, end)
  }
}

extension ParsedXML {
  /// The whole attribute: `name="value"`, the quotes included.
  public func range(of attribute: XMLAttribute) -> SourceRange {
    SourceRange(nameRange(of: attribute).lowerBound, valueRange(of: attribute).upperBound + 1)
  }

  /// The name of an attribute.
  public func nameRange(of attribute: XMLAttribute) -> SourceRange {
    var end = Int(attributes[Int(attribute.index)].start) - 1
    while end > 0, file.bytes[end - 1].isXMLBlank || file.bytes[end - 1] == UInt8(ascii: "=") { end -= 1 }
    return SourceRange(end - nameText(of: attribute).utf8.count, end)
  }

  /// The value of an attribute as it is written, without its quotes.
  public func valueRange(of attribute: XMLAttribute) -> SourceRange {
    let record = attributes[Int(attribute.index)]
    return SourceRange(Int(record.start), Int(record.start + record.count))
  }

  /// The quote around the value, `'` or `"`.
  public func quote(of attribute: XMLAttribute) -> UInt8 {
    file.bytes[Int(attributes[Int(attribute.index)].start) - 1]
  }
}
