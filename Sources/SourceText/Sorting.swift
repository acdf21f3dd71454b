extension RandomAccessCollection {
  /// The first index whose element meets `condition`, given that all elements after it do, too; the end when none does.
  @inlinable package func partitioningIndex(where condition: (Element) -> Bool) -> Index {
    var (low, rest) = (startIndex, count)
    while rest > 0 {
      let half = rest / 2
      let middle = index(low, offsetBy: half)
      if condition(self[middle]) {
        rest = half
      } else {
        low = index(after: middle)
        rest -= half + 1
      }
    }
    return low
  }
}

extension Sequence {
  /// The sorted elements; elements that compare equal keep their order.
  @inlinable package func stablySorted(by isBefore: (Element, Element) -> Bool) -> [Element] {
    let elements = Array(self)
    guard elements.count > 1 else { return elements }
    return elements.enumerated().sorted { a, b in
      isBefore(a.element, b.element) || !isBefore(b.element, a.element) && a.offset < b.offset
    }.map(\.element)
  }
}
