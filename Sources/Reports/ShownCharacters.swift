internal import SourceText

/// A Unicode scalar as a terminal shows it.
struct ShownCharacter {
  let text: String
  /// The columns it takes.
  let width: Int

  init(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\t":
      self.init(text: "    ", width: 4)
    case " "..."~":
      self.init(text: String(scalar), width: 1)
    default:
      let written = String(scalar)
      let text = written.escapedForDisplay
      self.init(text: text, width: text == written ? scalar.columns : text.utf8.count)
    }
  }

  private init(text: String, width: Int) {
    self.text = text
    self.width = width
  }
}

/// A stretch of one line as shown, which can be cut to the columns there are.
struct ShownText {
  private(set) var characters: ArraySlice<ShownCharacter>
  private(set) var width: Int

  init(_ text: String) {
    characters = text.unicodeScalars.map(ShownCharacter.init)[...]
    width = characters.reduce(0) { $0 + $1.width }
  }

  var text: String { characters.reduce(into: "") { $0 += $1.text } }

  /// Drops characters from the front until the rest takes at most `columns`.
  mutating func keepLast(_ columns: Int) {
    while width > columns, let first = characters.popFirst() { width -= first.width }
  }

  /// Drops characters from the back until the rest takes at most `columns`.
  mutating func keepFirst(_ columns: Int) {
    while width > columns, let last = characters.popLast() { width -= last.width }
  }
}
