internal import SourceText

extension Tree {
  /// The first run of text that stands in no element; there may be only blanks, comments and processing instructions.
  func strayText(in bytes: [UInt8], from start: Int) -> SourceRange? {
    var position = start
    var root = 0
    while root < nodes.count {
      if let stray = bytes.strayText(in: position..<nodes[root].start(in: bytes, attributes)) { return stray }
      position = Int(nodes[root].end)
      root = Int(nodes[root].subtreeEnd)
    }
    return bytes.strayText(in: position..<max(position, bytes.count))
  }
}

extension [UInt8] {
  fileprivate func strayText(in range: Range<Int>) -> SourceRange? {
    var position = range.lowerBound
    while position < range.upperBound {
      if self[position].isXMLBlank {
        position += 1
      } else if holds(Markup.comment, at: position) {
        position = end(of: Markup.commentEnd, from: position + 4, in: range)
      } else if holds(Markup.instruction, at: position) {
        position = end(of: Markup.instructionEnd, from: position + 2, in: range)
      } else if self[position] == UInt8(ascii: "<"), !holds(Markup.cdata, at: position) {
        return nil
      } else {
        return run(from: position, in: range)
      }
    }
    return nil
  }

  private func run(from start: Int, in range: Range<Int>) -> SourceRange {
    var end = start + 1
    while end < range.upperBound, self[end] != UInt8(ascii: "<"), self[end] != UInt8(ascii: "\n") { end += 1 }
    while end > start + 1, self[end - 1].isXMLBlank { end -= 1 }
    return SourceRange(start, end)
  }
}
