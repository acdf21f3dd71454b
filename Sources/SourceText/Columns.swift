extension String {
  /// The columns that a terminal gives to the text.
  package var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}

extension Unicode.Scalar {
  /// The columns that a terminal gives to the character: 2 for ideographs and emoji, 0 for marks that combine.
  package var columns: Int {
    // Looking up properties takes a hundred times as long.
    if isASCII { return 1 }
    return switch properties.generalCategory {
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
