public import XMLTree

/// Words for values, looked up by their bytes without creating a string.
@usableFromInline package struct WordTable<Value: Sendable>: Sendable {
  @usableFromInline let words: WordList
  @usableFromInline let values: [Value]

  /// The values by their own words.
  package init(_ values: [Value]) where Value: RawRepresentable<String> {
    self.init(values) { $0.rawValue }
  }

  /// The values by their words.
  package init(_ values: [Value], by wordOf: (Value) -> String) {
    words = WordList(values.map(wordOf))
    self.values = values
  }

  /// The value that an attribute names; nil if it is no word of the table.
  @inlinable package func value(of attribute: XMLAttribute, in document: ParsedXML) -> Value? {
    if let position = words.position(of: attribute, in: document) { values[position] } else { nil }
  }
}

/// Words by their lengths. It knows nothing of their values: for each type of values the runtime would create types of its own.
/// It is a class because a table is copied when another module looks up a word.
@usableFromInline final class WordList: Sendable {
  /// The words one behind the other, those of one length together.
  private let letters: [UInt8]
  /// The positions that the words of `letters` have in the list.
  private let positions: [Int]
  /// The first word of each length, and the end of the longest ones: in `positions` and in `letters`.
  private let firstWords: [Int]
  private let firstLetters: [Int]

  init(_ words: [String]) {
    var letters: [UInt8] = []
    var positions: [Int] = []
    var (firstWords, firstLetters) = ([Int](), [Int]())
    for length in 0...(words.map(\.utf8.count).max() ?? 0) + 1 {
      firstWords.append(positions.count)
      firstLetters.append(letters.count)
      for (position, word) in words.enumerated() where word.utf8.count == length {
        letters += word.utf8
        positions.append(position)
      }
    }
    (self.letters, self.positions, self.firstWords, self.firstLetters) = (letters, positions, firstWords, firstLetters)
  }

  @usableFromInline func position(of attribute: XMLAttribute, in document: ParsedXML) -> Int? {
    document.parse(attribute) { position(of: $0) }
  }

  private func position(of word: Span<UInt8>) -> Int? {
    guard word.count + 1 < firstWords.count else { return nil }
    var start = firstLetters[word.count]
    for number in firstWords[word.count]..<firstWords[word.count + 1] {
      var length = 0
      while length < word.count, letters[start + length] == word[length] { length += 1 }
      if length == word.count { return positions[number] }
      start += word.count
    }
    return nil
  }
}
