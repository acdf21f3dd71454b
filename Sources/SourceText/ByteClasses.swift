extension UInt8 {
  /// Whether it is an ASCII letter.
  @inlinable package var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
  /// Whether it is an ASCII digit.
  @inlinable package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  /// Whether it can be part of a variable's name.
  @inlinable package var isNamePart: Bool { self == UInt8(ascii: "_") || isLetter || isDigit }
  /// Whether it is a space, a tab or the end of a line.
  @inlinable package var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
