extension String {
  /// The text in lines of at most so many columns. A line is broken in its second half if possible, at a blank, else behind a slash or
  /// another separator; otherwise at what comes last in the first half, or anywhere.
  package func folded(at limit: Int) -> [String] {
    var lines: [String] = []
    var rest = self[...]
    while true {
      let head = rest.prefix(columns: limit)
      guard head.endIndex < rest.endIndex else { return lines + [String(rest)] }
      let half = head.prefix(columns: limit / 2).endIndex
      let late = [" ", "/", ".,-:_"].compactMap { head[half...].lastBreak(at: $0) }
      let breaks = late + [head[..<half].lastBreak(at: " /.,-:_")].compactMap(\.self)
      let cut = breaks.first { head[..<$0].contains { $0 != " " } } ?? head.endIndex
      lines.append(String(rest[..<cut]))
      rest = rest[cut...].drop { $0 == " " }
    }
  }
}

extension Substring {
  /// The characters that fit into some columns, at least one.
  package func prefix(columns limit: Int) -> Substring {
    var (end, columns) = (startIndex, 0)
    while end < endIndex {
      columns += self[end].unicodeScalars.reduce(0) { $0 + $1.columns }
      if columns > limit, end > startIndex { break }
      end = index(after: end)
    }
    return self[..<end]
  }

  /// Where the last of some characters breaks a line: at a blank, or behind another character.
  fileprivate func lastBreak(at characters: String) -> Index? {
    lastIndex(where: characters.contains).map { self[$0] == " " ? $0 : index(after: $0) }
  }
}
