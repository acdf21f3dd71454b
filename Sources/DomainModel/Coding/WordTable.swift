/// Words for values, looked up by their bytes without creating a string.
package struct WordTable<Value: Sendable>: Sendable {
  /// The words one behind the other, those of one length together.
  private var letters: [UInt8] = []
  private var values: [Value] = []
  /// Where the words of each length begin, and where those of the longest end: in `values` and in `letters`.
  private var starts: [(value: Int, letter: Int)] = []

  /// The values by their own words.
  package init(_ values: some Sequence<Value>) where Value: RawRepresentable<String> {
    self.init(values, by: \.rawValue)
  }

  /// The values by their words.
  package init(_ values: some Sequence<Value>, by wordOf: (Value) -> String) {
    let words = values.map { (word: Array(wordOf($0).utf8), value: $0) }
    for length in 0...(words.map(\.word.count).max() ?? 0) {
      starts.append((self.values.count, letters.count))
      for (word, value) in words where word.count == length {
        letters += word
        self.values.append(value)
      }
    }
    starts.append((self.values.count, letters.count))
  }

  /// The value of a word.
  package subscript(word: ArraySlice<UInt8>) -> Value? {
    let word = word.span
    guard word.count + 1 < starts.count else { return nil }
    var letter = starts[word.count].letter
    for value in starts[word.count].value..<starts[word.count + 1].value {
      if holds(word, at: letter) { return values[value] }
      letter += word.count
    }
    return nil
  }

  private func holds(_ word: Span<UInt8>, at start: Int) -> Bool {
    for location in word.indices where letters[start + location] != word[location] { return false }
    return true
  }
}
