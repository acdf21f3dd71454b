extension Collection<String> {
  /// The member that `word` most likely was meant to be, or nil when none is near: at most a third of the letters differ.
  public func nearest(to word: String) -> String? {
    let limit = Swift.max(1, word.count / 3)
    let length = word.unicodeScalars.count
    let near = lazy.filter { abs($0.unicodeScalars.count - length) <= limit && $0 != word }
    let ranked = near.map { ($0, editDistance(word, $0)) }.filter { $0.1 <= limit }
    return ranked.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }
}

/// The number of letters to insert, delete, change or swap to turn one word into the other; case does not count.
private func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.lowercased().unicodeScalars.prefix(64))
  let b = Array(b.lowercased().unicodeScalars.prefix(64))
  var before = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var current = [i + 1]
    for (j, y) in b.enumerated() {
      var best = Swift.min(previous[j] + (x == y ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { best = Swift.min(best, before[j - 1] + 1) }
      current.append(best)
    }
    before = previous
    previous = current
  }
  return previous[b.count]
}
