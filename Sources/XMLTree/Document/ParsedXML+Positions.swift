public import SourceText

extension ParsedXML {
  /// The range of the whole element, from its `<` to after its last `>`.
  public func range(of node: ElementNode) -> SourceRange {
    SourceRange(start(of: node), Int(nodes[Int(node.index)].end))
  }

  /// The range of the start tag, from `<` to after `>`.
  public func startTagRange(of node: ElementNode) -> SourceRange {
    SourceRange(start(of: node), Int(nodes[Int(node.index)].tagEnd))
  }

  /// The range of the name in the start tag.
  public func nameRange(of node: ElementNode) -> SourceRange {
    let start = start(of: node) + 1
    return SourceRange(start, start + nameText(of: node).utf8.count)
  }

  private func start(of node: ElementNode) -> Int { nodes[Int(node.index)].start(in: file.bytes, attributes) }

  /// The range between the tags, including white space and comments; nil for an element that is written as `<a/>`.
  public func contentRange(of node: ElementNode) -> SourceRange? {
    let record = nodes[Int(node.index)]
    guard !isSelfClosing(record) else { return nil }
    return SourceRange(
      Int(record.tagEnd), isClosed(node) ? file.bytes.tagStart(before: Int(record.end)) : Int(record.end))
  }

  private func isSelfClosing(_ record: NodeRecord) -> Bool {
    record.end == record.tagEnd && file.bytes[Int(record.tagEnd) - 2] == UInt8(ascii: "/")
  }

  /// The range of the text in an element without child elements, without leading and trailing white space.
  /// An element without text has an empty range where the text would be; nil for an element that is written as `<a/>`.
  public func textRange(of node: ElementNode) -> SourceRange? {
    guard let content = contentRange(of: node) else { return nil }
    var (start, end) = (content.lowerBound, content.upperBound)
    while start < end, file.bytes[start].isXMLBlank { start += 1 }
    while end > start, file.bytes[end - 1].isXMLBlank { end -= 1 }
    return SourceRange(start, end)
  }
}

extension ParsedXML {
  /// The range of the whole attribute, `name="value"`, including the quotes.
  public func range(of attribute: XMLAttribute) -> SourceRange {
    SourceRange(nameRange(of: attribute).lowerBound, valueRange(of: attribute).upperBound + 1)
  }

  /// The name of an attribute.
  public func nameRange(of attribute: XMLAttribute) -> SourceRange {
    var end = Int(attributes[Int(attribute.index)].start) - 1
    while end > 0, file.bytes[end - 1].isXMLBlank || file.bytes[end - 1] == UInt8(ascii: "=") { end -= 1 }
    return SourceRange(end - nameText(of: attribute).utf8.count, end)
  }

  /// The range of the value of an attribute, without its quotes.
  public func valueRange(of attribute: XMLAttribute) -> SourceRange {
    let record = attributes[Int(attribute.index)]
    return SourceRange(Int(record.start), Int(record.start + record.count))
  }

  /// The quote around the value, `'` or `"`.
  public func quote(of attribute: XMLAttribute) -> UInt8 {
    file.bytes[Int(attributes[Int(attribute.index)].start) - 1]
  }
}
