extension Collection<String> {
  /// The member that is most similar to `word`; nil if more than a third of the letters differ in all of them.
  public func nearest(to word: String) -> String? {
    let limit = Swift.max(1, word.count / 3)
    let length = word.unicodeScalars.count
    var search = NearestWord(to: word, within: limit)
    for candidate in self
    where candidate.utf8.count >= length - limit && abs(candidate.unicodeScalars.count - length) <= limit
      && candidate != word
    {
      search.consider(candidate)
    }
    return search.best?.word
  }
}

/// The search for the word that needs the fewest insertions, deletions, substitutions and swaps of letters. Case is
/// ignored, and letters after the 64th.
private struct NearestWord {
  /// The nearest word so far; among equals, the first in alphabetical order.
  private(set) var best: (distance: Int, word: String)?
  private let letters: [UInt32]
  private var limit: Int
  /// The edit distances of the prefixes of the word from the candidate: the row before the last, the last, and the
  /// current one.
  private var rows: [[Int]]

  init(to word: String, within limit: Int) {
    letters = word.foldedLetters
    self.limit = limit
    rows = [[Int]](repeating: [Int](repeating: 0, count: letters.count + 1), count: 3)
  }

  mutating func consider(_ candidate: String) {
    guard let distance = distance(to: candidate.foldedLetters) else { return }
    if let best, (best.distance, best.word) <= (distance, candidate) { return }
    best = (distance, candidate)
    limit = distance
  }

  /// The distance from other letters, unless it is beyond the limit.
  private mutating func distance(to other: [UInt32]) -> Int? {
    for column in rows[1].indices { rows[1][column] = column }
    var lowestBefore = 0
    for (row, letter) in other.enumerated() {
      let lowest = fillRow(row, letter, before: row > 0 ? other[row - 1] : nil)
      if min(lowest, lowestBefore) > limit { return nil }
      lowestBefore = lowest
      (rows[0], rows[1], rows[2]) = (rows[1], rows[2], rows[0])
    }
    return rows[1][letters.count] <= limit ? rows[1][letters.count] : nil
  }

  /// Fills the current row for one more letter of the other word.
  /// - Returns: its lowest distance.
  private mutating func fillRow(_ row: Int, _ letter: UInt32, before previous: UInt32?) -> Int {
    rows[2][0] = row + 1
    var lowest = row + 1
    for (column, own) in letters.enumerated() {
      var least = min(rows[1][column] + (own == letter ? 0 : 1), rows[1][column + 1] + 1, rows[2][column] + 1)
      if column > 0, own == previous, letters[column - 1] == letter { least = min(least, rows[0][column - 1] + 1) }
      rows[2][column + 1] = least
      lowest = min(lowest, least)
    }
    return lowest
  }
}

extension String {
  /// The first 64 letters in lower case.
  fileprivate var foldedLetters: [UInt32] {
    guard utf8.allSatisfy({ $0 < 0x80 }) else {
      return lowercased().unicodeScalars.prefix(64).map(\.value)
    }
    return utf8.prefix(64).map { UInt32(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0) }
  }
}
