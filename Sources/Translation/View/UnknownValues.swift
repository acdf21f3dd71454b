internal import QEMUOptions
internal import SourceText

/// Where values are that are not known, `$NAME`: what seems wrong there may not be.
struct UnknownValues {
  private let ranges: [SourceRange]

  init(_ problems: [OptionProblem]) {
    ranges = problems.compactMap { if case .expansion = $0.kind { $0.range } else { nil } }.sorted()
  }

  var isEmpty: Bool { ranges.isEmpty }

  func overlap(_ range: SourceRange) -> Bool {
    let next = ranges.partitioningIndex { $0.upperBound > range.lowerBound }
    return next < ranges.count && ranges[next].lowerBound < range.upperBound
  }
}
