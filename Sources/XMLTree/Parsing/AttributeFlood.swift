extension [UInt8] {
  /// The first attribute of a start tag that is one too many. It must be found before libxml2 reads the tag.
  ///
  /// Only a stretch without `<` that is as long as so many attributes need is looked into, so that nearly all of a
  /// text is stepped over.
  func attribute(beyond limit: Int) -> Range<Int>? {
    let reach = Swift.max(1, limit) * " a=''".utf8.count
    var start = 0
    while start + reach < count {
      if let next = self[(start + 1)...(start + reach)].lastIndex(of: UInt8(ascii: "<")) {
        start = next
      } else if let excess = attribute(beyond: limit, inTagAt: start) {
        return excess
      } else {
        start = self[(start + reach)...].firstIndex(of: UInt8(ascii: "<")) ?? count
      }
    }
    return nil
  }

  private func attribute(beyond limit: Int, inTagAt start: Int) -> Range<Int>? {
    guard self[start] == UInt8(ascii: "<"), !self[start + 1].isMarkupSign else { return nil }
    var scanner = StartTagScanner(self, start: start, end: count)
    var found = 0
    while let attribute = scanner.next() {
      found += 1
      if found > limit { return attribute.name }
    }
    return nil
  }
}

extension UInt8 {
  /// Whether the byte after a `<` shows that this is not a start tag.
  fileprivate var isMarkupSign: Bool {
    self == UInt8(ascii: "!") || self == UInt8(ascii: "?") || self == UInt8(ascii: "/")
  }
}
