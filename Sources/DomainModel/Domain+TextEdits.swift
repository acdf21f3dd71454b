package import SourceText
package import XMLTree

// Edits of how a thing is spelled or where it is, for what the model does not describe.
extension Domain {
  /// The edit that makes an attribute say something else.
  package func edits(writing text: String, in attribute: XMLAttribute) -> [TextEdit] {
    [TextEdit(document.valueRange(of: attribute), with: text.escapedForAttribute)]
  }

  /// The edit that gives an element an attribute, as its first.
  package func edits(adding name: String, _ text: String, to node: ElementNode) -> [TextEdit] {
    let quote = document.attributes(of: node).first.map(document.quote) ?? UInt8(ascii: "'")
    let mark = String(UnicodeScalar(quote))
    return [.insert(" \(name)=\(mark)\(text.escapedForAttribute)\(mark)", at: document.nameRange(of: node).upperBound)]
  }

  /// The edits that give an element another name, in both its tags.
  package func edits(renaming node: ElementNode, to name: String) -> [TextEdit] {
    let start = TextEdit(document.nameRange(of: node), with: name)
    guard let content = document.contentRange(of: node) else { return [start] }
    let old = document.nameText(of: node)
    let end = SourceRange(content.upperBound + 2, content.upperBound + 2 + old.utf8.count)
    return document.file.text(in: end) == old ? [start, TextEdit(end, with: name)] : []
  }

  /// The edit that gives an attribute another name.
  package func edits(renaming attribute: XMLAttribute, to name: String) -> [TextEdit] {
    [TextEdit(document.nameRange(of: attribute), with: name)]
  }

  /// The edits that move an element behind the last device; none when the document has no `<devices>`.
  package func edits(movingIntoDevices node: ElementNode) -> [TextEdit] {
    guard let devices else { return [] }
    let text = document.text(of: node, indentedBy: document.childIndentation(of: devices))
    let removal = TextEdit.delete(document.rangeWithLine(of: node))
    guard let last = deviceNodes.last else {
      return [removal, document.insertion(of: [text], asFirstOf: devices)]
    }
    return [removal, document.insertion(of: text, after: last)]
  }
}

extension ParsedXML {
  /// An element as it is written, its lines indented as they would be elsewhere.
  fileprivate func text(of node: ElementNode, indentedBy new: String?) -> String {
    let text = file.text(in: range(of: node))
    guard let new, let old = indentation(of: node), !text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { number, line in
      number > 0 && line.hasPrefix(old) ? new + line.dropFirst(old.count) : String(line)
    }.joined(separator: "\n")
  }
}
