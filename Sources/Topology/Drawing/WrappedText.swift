extension String {
  /// The text in lines of at most so many characters, broken behind slashes where there are any.
  func wrapped(at limit: Int) -> [String] {
    var lines: [String] = []
    var rest = Substring(self)
    while rest.count > limit {
      let head = rest.prefix(limit)
      let end = head.lastIndex(of: "/").map(head.index(after:)) ?? head.endIndex
      let cut = end == head.startIndex ? head.endIndex : end
      lines.append(String(rest[..<cut]))
      rest = rest[cut...]
    }
    return lines + [String(rest)]
  }

  /// The text, or its beginning and three dots, in at most so many characters.
  func shortened(to limit: Int) -> String { count <= limit ? self : prefix(limit - 1) + "…" }
}
