internal import SourceText

/// Ranges that lie inside one another or apart, of which only the outermost count.
struct OutermostRanges {
  /// The outermost, in order.
  private var ranges: [SourceRange] = []

  /// - Parameter all: the ranges, in any order.
  init(_ all: some Sequence<SourceRange>) {
    let ordered = all.sorted { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
    for range in ordered where !(ranges.last?.contains(range) ?? false) { ranges.append(range) }
  }

  /// Whether one of them holds a range.
  func contains(_ range: SourceRange) -> Bool {
    let position = ranges.partitioningIndex { $0.lowerBound > range.lowerBound }
    return position > 0 && ranges[position - 1].contains(range)
  }
}
