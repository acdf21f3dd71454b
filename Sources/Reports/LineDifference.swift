internal import SourceText

/// Which lines differ between two texts, by patience: lines that are once in both hold the two together, and what lies
/// between them is compared in turn. Takes about linear time, and no line ever seems moved across a line that people recognise.
struct LineDifference {
  /// Lines that were replaced; either range may be empty.
  struct Change: Equatable {
    let old: Range<Int>
    let new: Range<Int>

    fileprivate func moved(by lines: Int) -> Change {
      Change(old: old.shifted(by: lines), new: new.shifted(by: lines))
    }
  }

  /// The changes, in order; between two of them is at least one common line.
  private(set) var changes: [Change] = []

  /// The lines between those that both have at their ends; equal lines have equal numbers.
  private let old: [Int]
  private let new: [Int]

  init(_ old: TextLines, _ new: TextLines) {
    let (oldLines, newLines) = Self.trimmed(old.indices, new.indices) { old[$0] == new[$1] }
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    self.old = old[oldLines].map(number)
    self.new = new[newLines].map(number)
    compare(self.old.indices, self.new.indices)
    changes = changes.map { $0.moved(by: oldLines.lowerBound) }
  }
}

extension LineDifference {
  private mutating func compare(_ oldLines: Range<Int>, _ newLines: Range<Int>) {
    let (oldLines, newLines) = Self.trimmed(oldLines, newLines) { old[$0] == new[$1] }
    guard !oldLines.isEmpty || !newLines.isEmpty else { return }
    let anchors = anchors(oldLines, newLines)
    guard !anchors.isEmpty else { return changes.append(Change(old: oldLines, new: newLines)) }
    var (nextOld, nextNew) = (oldLines.lowerBound, newLines.lowerBound)
    for anchor in anchors {
      compare(nextOld..<anchor.old, nextNew..<anchor.new)
      (nextOld, nextNew) = (anchor.old + 1, anchor.new + 1)
    }
    compare(nextOld..<oldLines.upperBound, nextNew..<newLines.upperBound)
  }

  /// What is left between the common lines at both ends.
  private static func trimmed(
    _ a: Range<Int>, _ b: Range<Int>, areEqual: (Int, Int) -> Bool
  ) -> (Range<Int>, Range<Int>) {
    let most = min(a.count, b.count)
    var front = 0
    while front < most, areEqual(a.lowerBound + front, b.lowerBound + front) { front += 1 }
    var back = 0
    while back < most - front, areEqual(a.upperBound - 1 - back, b.upperBound - 1 - back) { back += 1 }
    return (a.lowerBound + front..<a.upperBound - back, b.lowerBound + front..<b.upperBound - back)
  }

  /// Lines that are once on both sides, as many as keep their order.
  private func anchors(_ a: Range<Int>, _ b: Range<Int>) -> [Anchor] {
    let inOld = uniqueLines(old, a)
    let inNew = uniqueLines(new, b)
    let common = inNew.compactMap { line, position in inOld[line].map { Anchor(old: $0, new: position) } }
    return common.sorted { $0.new < $1.new }.longestAscending()
  }

  private func uniqueLines(_ lines: [Int], _ range: Range<Int>) -> [Int: Int] {
    var positions: [Int: Int] = [:]
    for position in range { positions[lines[position]] = positions[lines[position]] == nil ? position : -1 }
    return positions.filter { $0.value >= 0 }
  }
}

/// A line that is once on both sides.
private struct Anchor {
  let old: Int
  let new: Int
}

extension [Anchor] {
  /// The longest subsequence whose old lines ascend: each anchor goes on the leftmost pile whose top is greater, and remembers the
  /// top of the pile before.
  fileprivate func longestAscending() -> [Anchor] {
    var tops: [Int] = []
    var before: [Int?] = []
    for (position, anchor) in enumerated() {
      let pile = tops.partitioningIndex { self[$0].old > anchor.old }
      before.append(pile > 0 ? tops[pile - 1] : nil)
      if pile < tops.count { tops[pile] = position } else { tops.append(position) }
    }
    var chain: [Anchor] = []
    var next = tops.last
    while let position = next {
      chain.append(self[position])
      next = before[position]
    }
    return chain.reversed()
  }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Range<Int> { lowerBound + distance..<upperBound + distance }
}

/// The lines of a text, each with the line feed that ends it.
struct TextLines: RandomAccessCollection, Sendable {
  private let text: [UInt8]
  /// Where each line ends.
  private let ends: [Int]

  init(_ text: [UInt8]) {
    self.text = text
    let ends = text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 }
    self.ends = ends.last ?? 0 == text.count ? ends : ends + [text.count]
  }

  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  subscript(number: Int) -> ArraySlice<UInt8> { text[(number > 0 ? ends[number - 1] : 0)..<ends[number]] }
}
