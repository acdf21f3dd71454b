internal import SourceText
internal import XMLTree

// How a file is laid out around an element, so that edits look as if its author had made them.
extension ParsedXML {
  /// An attribute and the blanks before it.
  func rangeWithBlanks(of attribute: XMLAttribute) -> SourceRange {
    let range = range(of: attribute)
    var start = range.lowerBound
    while start > 0, file.bytes[start - 1].isBlank { start -= 1 }
    return SourceRange(start, range.upperBound)
  }

  /// An element and, when it has lines of its own, the line end and blanks before it.
  func rangeWithLine(of node: ElementNode) -> SourceRange {
    let range = range(of: node)
    guard let indentation = indentation(of: node) else { return range }
    let lineStart = range.lowerBound - indentation.utf8.count
    let isPair = lineStart >= 2 && file.bytes[lineStart - 2..<lineStart].elementsEqual("\r\n".utf8)
    let lineBreak = isPair ? 2 : 1
    return SourceRange(max(0, lineStart - lineBreak), range.upperBound)
  }

  /// The blanks before an element; nil when something else is before it on its line.
  func indentation(of node: ElementNode) -> String? { indentation(before: range(of: node).lowerBound) }

  private func indentation(before end: Int) -> String? {
    var start = end
    while start > 0, file.bytes[start - 1] == UInt8(ascii: " ") || file.bytes[start - 1] == UInt8(ascii: "\t") {
      start -= 1
    }
    guard start > 0, file.bytes[start - 1].isLineEnd else { return start == 0 ? "" : nil }
    return file.text(in: SourceRange(start, end))
  }

  /// The blanks before a child that would be written into `node`; nil when its children are on one line with it.
  func childIndentation(of node: ElementNode) -> String? {
    for child in children(of: node) { return indentation(of: child) }
    guard contentRange(of: node).map({ file.bytes[$0.lowerBound..<$0.upperBound].contains(where: \.isLineEnd) }) ?? true
    else { return nil }
    return indentation(of: node).map { $0 + indentationUnit(around: node) }
  }

  /// A writer for a new child of `node` that looks like its author's own.
  func writer(inside node: ElementNode) -> XMLWriter {
    guard let indentation = childIndentation(of: node) else { return XMLWriter(lineEnd: "") }
    let outer = self.indentation(of: node) ?? ""
    let unit = indentation.hasPrefix(outer) ? indentation.dropFirst(outer.count) : ""
    return XMLWriter(indentation: indentation, unit: unit.isEmpty ? "  " : String(unit), lineEnd: lineEnd)
  }

  /// Writes a new element behind another.
  func insertion(of text: String, after sibling: ElementNode) -> TextEdit {
    let before = indentation(of: sibling).map { lineEnd + $0 } ?? ""
    return .insert(before + text, at: range(of: sibling).upperBound)
  }

  /// Writes a new element before another, and before the comments on it.
  func insertion(of text: String, before sibling: ElementNode) -> TextEdit {
    let between = indentation(of: sibling).map { lineEnd + $0 } ?? ""
    return .insert(text + between, at: startWithComments(of: sibling))
  }

  /// Where an element begins for its author: with the comments on the lines before it.
  private func startWithComments(of node: ElementNode) -> Int {
    var start = range(of: node).lowerBound
    for comment in comments.reversed() where comment.following == node && indentation(before: start) != nil {
      guard indentation(before: comment.range.lowerBound) != nil else { break }
      start = comment.range.lowerBound
    }
    return start
  }

  /// Writes new elements before all other children of an element.
  func insertion(of texts: [String], asFirstOf node: ElementNode) -> TextEdit {
    let indentation = childIndentation(of: node)
    let body = texts.map { (indentation.map { lineEnd + $0 } ?? "") + $0 }.joined()
    let closing = indentation == nil ? "" : lineEnd + (self.indentation(of: node) ?? "")
    guard let content = contentRange(of: node) else { return expansion(of: node, into: body + closing) }
    let isEmpty = file.bytes[content.lowerBound..<content.upperBound].allSatisfy(\.isBlank)
    if isEmpty { return TextEdit(content, with: body + closing) }
    return .insert(body, at: content.lowerBound)
  }

  /// Turns `<a/>` into `<a>body</a>`.
  private func expansion(of node: ElementNode, into body: String) -> TextEdit {
    let tag = startTagRange(of: node)
    var start = max(tag.lowerBound, tag.upperBound - 2)
    while start > tag.lowerBound, file.bytes[start - 1].isBlank { start -= 1 }
    return TextEdit(SourceRange(start, tag.upperBound), with: ">\(body)</\(nameText(of: node))>")
  }

  /// What one level is indented by: what the element itself is indented by more than the one around it.
  private func indentationUnit(around node: ElementNode) -> String {
    guard let own = indentation(of: node), let outer = parent(of: node).flatMap(indentation), own.hasPrefix(outer),
      own != outer
    else { return "  " }
    return String(own.dropFirst(outer.count))
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

  fileprivate var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
