internal import SourceText

extension String {
  /// The text as it is displayed, in lines of a limited width in columns, broken behind a slash or another separator in the second half
  /// of a line.
  func wrapped(at limit: Int) -> [String] {
    var lines: [String] = []
    var rest = Substring(escapedForDisplay)
    while true {
      let head = rest.prefix(columns: limit)
      guard head.endIndex < rest.endIndex else { return lines + [String(rest)] }
      let half = head.prefix(columns: limit / 2).endIndex
      let isLate = { (index: Substring.Index) in index >= half ? head.index(after: index) : nil }
      let slash = head.lastIndex(of: "/").flatMap(isLate)
      let cut = slash ?? head.lastIndex { " .,-:_".contains($0) }.flatMap(isLate) ?? head.endIndex
      lines.append(String(rest[..<cut]))
      rest = rest[cut...]
    }
  }

  /// The text as it is displayed, or as much of it as fits with an ellipsis, in columns.
  func shortened(to limit: Int) -> String {
    let text = Substring(escapedForDisplay)
    return text.prefix(columns: limit).endIndex == text.endIndex ? String(text) : text.prefix(columns: limit - 1) + "…"
  }
}

extension Substring {
  /// The characters that fit into some columns, at least one.
  fileprivate func prefix(columns limit: Int) -> Substring {
    var (end, columns) = (startIndex, 0)
    while end < endIndex {
      columns += self[end].unicodeScalars.reduce(0) { $0 + $1.columns }
      if columns > limit, end > startIndex { break }
      end = index(after: end)
    }
    return self[..<end]
  }
}
