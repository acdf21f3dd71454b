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
