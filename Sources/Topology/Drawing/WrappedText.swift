extension String {
  /// The text in lines of at most so many characters, broken in the second half of the line: behind a slash, else behind a blank, a
  /// dot or the like, else anywhere.
  func wrapped(at limit: Int) -> [String] {
    var lines: [String] = []
    var rest = Substring(self)
    while rest.count > limit {
      let head = rest.prefix(limit)
      let half = head.index(head.startIndex, offsetBy: limit / 2)
      let isLate = { (index: Substring.Index) in index >= half ? head.index(after: index) : nil }
      let slash = head.lastIndex(of: "/").flatMap(isLate)
      let cut = slash ?? head.lastIndex { " .,-:_".contains($0) }.flatMap(isLate) ?? head.endIndex
      lines.append(String(rest[..<cut]))
      rest = rest[cut...]
    }
    return lines + [String(rest)]
  }

  /// The text, or its beginning and three dots, in at most so many characters.
  func shortened(to limit: Int) -> String { count <= limit ? self : prefix(limit - 1) + "…" }
}
