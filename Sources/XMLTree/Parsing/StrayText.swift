internal import SourceText

extension Tree {
  /// The first run of text that is in no element; there may be only blanks, comments and processing instructions.
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

extension Tree {
  /// The first top-level element that may not have siblings, as a problem.
  func excessRoot(in bytes: [UInt8], _ fragments: Set<XMLName>?) -> XMLProblem? {
    guard let fragments, let root = nodes.first, root.subtreeEnd < nodes.count else { return nil }
    let (roots, first) = (roots, ElementNode(index: 0))
    let isList = isAny(first, of: fragments)
    guard let excess = roots.dropFirst().first(where: { !isList || !isAny($0, of: fragments) }) else { return nil }
    let range = nameRange(of: excess, in: bytes)
    let name = String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
    return .secondRoot(name, at: range, first: nameRange(of: first, in: bytes))
  }

  private func isAny(_ root: ElementNode, of fragments: Set<XMLName>) -> Bool {
    fragments.contains(XMLName(id: nodes[Int(root.index)].name))
  }

  private func nameRange(of root: ElementNode, in bytes: [UInt8]) -> SourceRange {
    let start = nodes[Int(root.index)].start(in: bytes, attributes) + 1
    let ends: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: ">")]
    let end = bytes[start...].firstIndex { $0.isXMLBlank || ends.contains($0) } ?? bytes.count
    return SourceRange(start, end)
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
