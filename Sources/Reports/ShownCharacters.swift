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

extension Unicode.Scalar {
  /// The columns that a terminal gives to the character: 2 for ideographs and emoji, 0 for marks that combine.
  fileprivate var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: 0
    default: isWide ? 2 : 1
    }
  }

  /// East Asian Width W and F (UAX 11), by block.
  private var isWide: Bool {
    switch value {
    case 0x1F1E6...0x1F1FF: false
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3: true
    case 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6: true
    case 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD: true
    default: properties.isEmojiPresentation
    }
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
