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
  private(set) var width: Int
  private var content: Content

  private enum Content {
    /// Text in which each byte has one column, as in almost all files.
    case plain(Substring.UTF8View)
    case mixed(ArraySlice<ShownCharacter>)
  }

  init(_ text: String) {
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) {
      content = .plain(text[...].utf8)
      width = text.utf8.count
    } else {
      let characters = text.unicodeScalars.map(ShownCharacter.init)
      content = .mixed(characters[...])
      width = characters.reduce(0) { $0 + $1.width }
    }
  }

  var text: String {
    switch content {
    case .plain(let text): String(Substring(text))
    case .mixed(let characters): characters.reduce(into: "") { $0 += $1.text }
    }
  }

  /// Drops characters from the front until the rest takes at most `columns`.
  mutating func keepLast(_ columns: Int) {
    switch content {
    case .plain(let text):
      content = .plain(text.suffix(max(0, columns)))
      width = min(width, max(0, columns))
    case .mixed(var characters):
      while width > columns, let first = characters.popFirst() { width -= first.width }
      content = .mixed(characters)
    }
  }

  /// Drops characters from the back until the rest takes at most `columns`.
  mutating func keepFirst(_ columns: Int) {
    switch content {
    case .plain(let text):
      content = .plain(text.prefix(max(0, columns)))
      width = min(width, max(0, columns))
    case .mixed(var characters):
      while width > columns, let last = characters.popLast() { width -= last.width }
      content = .mixed(characters)
    }
  }
}
