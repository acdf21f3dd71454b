internal import LintRules
internal import SourceText
internal import XMLTree

extension CheckedDocument {
  /// What ends the lines of the text.
  var lineEnd: String { text.bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n" }

  /// Where the innermost element begins that holds a range and has nothing before it on its line, and the blanks before it.
  func lineOfElement(around range: SourceRange) -> (start: Int, indentation: String)? {
    let document = result.document
    var nodes = [ElementNode]()
    var next = document.roots.first { document.range(of: $0).contains(range) }
    while let node = next {
      nodes.append(node)
      next = document.children(of: node).first { document.range(of: $0).contains(range) }
    }
    for node in nodes.reversed() {
      let start = document.range(of: node).lowerBound
      if let indentation = indentation(before: start) { return (start, indentation) }
    }
    return nil
  }

  /// The blanks before an offset on its line; nil when anything else comes before it.
  private func indentation(before offset: Int) -> String? {
    var start = offset
    while start > 0, file.bytes[start - 1] == UInt8(ascii: " ") || file.bytes[start - 1] == UInt8(ascii: "\t") {
      start -= 1
    }
    guard start == 0 || file.bytes[start - 1] == UInt8(ascii: "\n") || file.bytes[start - 1] == UInt8(ascii: "\r")
    else { return nil }
    return file.text(in: SourceRange(start, offset))
  }
}
