internal import SourceText

/// Ranges that do not overlap.
struct DisjointRanges {
  private let ordered: [SourceRange]

  /// - Parameter ranges: the ranges, in any order.
  init(_ ranges: [SourceRange]) { ordered = ranges.sorted() }

  /// Whether one of them contains a range.
  func contain(_ range: SourceRange) -> Bool {
    let next = ordered.partitioningIndex { $0.lowerBound > range.lowerBound }
    return next > 0 && ordered[next - 1].contains(range)
  }
}
