internal import SourceText

extension ShellLexer {
  mutating func backslash() {
    guard let next = peek(1) else { return take(bytes[offset..<offset + 1], isQuoted: false) }
    if next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") && peek(2) == UInt8(ascii: "\n") {
      offset += next == UInt8(ascii: "\n") ? 2 : 3
      if style == .systemd {
        endWord()
        skipUnitComments()
      }
    } else if style == .systemd {
      begin()
      escaped(next)
    } else {
      begin()
      word?.add(next, readAt: offset + 1, isQuoted: true)
      offset += 2
    }
  }

  private mutating func skipUnitComments() {
    while let first = bytes[offset..<end].first(where: { $0 != 0x20 && $0 != 0x09 }), "#;".utf8.contains(first) {
      offset = min(end, bytes[offset..<end].prefix { $0 != UInt8(ascii: "\n") }.endIndex + 1)
    }
  }

  mutating func singleQuoted() {
    let start = openQuote()
    take(bytes[offset..<offset], isQuoted: true)
    while let byte = current, byte != UInt8(ascii: "'") {
      if templateMarker() { continue }
      take(bytes[offset..<end].prefix { $0 != UInt8(ascii: "'") }.upToMarker, isQuoted: true)
    }
    closeQuote(openedAt: start)
  }

  mutating func doubleQuoted() {
    let start = openQuote()
    word?.add([], from: offset, isQuoted: true)
    while let byte = current, byte != UInt8(ascii: "\"") {
      switch (byte, peek(1)) {
      case (UInt8(ascii: "\\"), UInt8(ascii: "\n")): offset += 2
      case (UInt8(ascii: "\\"), let next?) where style == .systemd: escaped(next)
      case (UInt8(ascii: "\\"), let next?) where "\"\\$`".utf8.contains(next):
        word?.add(next, readAt: offset + 1, isQuoted: true)
        offset += 2
      case (UInt8(ascii: "$"), _): expansion(isQuoted: true)
      case (UInt8(ascii: "`"), _) where style != .systemd: expansion(isQuoted: true)
      case (UInt8(ascii: "%"), _) where style == .systemd: specifier()
      case (UInt8(ascii: "{"), UInt8(ascii: "{")) where templateMarker(): break
      default:
        let run = bytes[offset + 1..<end].prefix { !"\\\"$`%".utf8.contains($0) }
        take(bytes[offset..<run.endIndex].upToMarker, isQuoted: true)
      }
    }
    closeQuote(openedAt: start)
  }

  /// `$'…'`, with the escapes that `printf %q` of bash uses.
  mutating func dollarQuoted() {
    offset += 1
    let start = openQuote()
    while let byte = current, byte != UInt8(ascii: "'") {
      if byte == UInt8(ascii: "\\"), let next = peek(1) {
        escaped(next)
      } else {
        take(bytes[offset..<offset + 1], isQuoted: true)
      }
    }
    closeQuote(openedAt: start)
  }

  private mutating func openQuote() -> Int {
    begin()
    offset += 1
    return offset - 1
  }

  private mutating func closeQuote(openedAt start: Int) {
    if current == nil { note(.openQuote, at: SourceRange(start, start + 1)) }
    offset = min(offset + 1, end)
  }

  /// An escape of C; the cursor is at the backslash.
  mutating func escaped(_ letter: UInt8) {
    let start = offset
    offset += 2
    let byte: UInt8? =
      switch letter {
      case UInt8(ascii: "n"): 0x0A
      case UInt8(ascii: "t"): 0x09
      case UInt8(ascii: "r"): 0x0D
      case UInt8(ascii: "a"): 0x07
      case UInt8(ascii: "b"): 0x08
      case UInt8(ascii: "f"): 0x0C
      case UInt8(ascii: "v"): 0x0B
      case UInt8(ascii: "e"), UInt8(ascii: "E"): 0x1B
      case UInt8(ascii: "s") where style == .systemd: 0x20
      case UInt8(ascii: "0")...UInt8(ascii: "7"): number(radix: 8, digits: 3, from: start + 1)
      case UInt8(ascii: "x"): number(radix: 16, digits: 2, from: start + 2)
      default: letter
      }
    word?.add(byte ?? letter, readAt: start + 1, isQuoted: true)
  }

  private mutating func number(radix: UInt8, digits: Int, from start: Int) -> UInt8 {
    offset = start
    var value: UInt8 = 0
    while offset < start + digits, let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
      digit < radix
    {
      value = value &* radix &+ UInt8(digit)
      offset += 1
    }
    return value
  }
}
