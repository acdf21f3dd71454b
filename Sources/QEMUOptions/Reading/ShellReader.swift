internal import SourceText

/// Splits a shell script into words: quotes, backslashes, continued lines and comments are understood, values of variables and the
/// output of commands are not known and left as they are spelled, which is reported.
struct ShellReader {
  /// What a script is made of.
  enum Token {
    case word(CommandLineArgument)
    /// A line end, `;`, `&`, `|` or a parenthesis.
    case separator
  }

  private(set) var tokens: [Token] = []
  private(set) var problems: [OptionProblem] = []
  /// Whether a word begins with `{"` outside of quotes, which a shell would spoil: the text is no shell script but what `ps` shows.
  private(set) var sawBareJSON = false

  private let bytes: [UInt8]
  private let end: Int
  private var offset: Int
  private var word: CommandLineArgument?
  private var skipsNextWord = false

  init(_ bytes: [UInt8], in range: SourceRange) {
    self.bytes = bytes
    self.offset = range.lowerBound
    self.end = min(range.upperBound, bytes.count)
  }

  mutating func read() {
    while let byte = current { step(byte) }
    endWord()
  }

  private var current: UInt8? { peek(0) }

  private func peek(_ distance: Int) -> UInt8? { offset + distance < end ? bytes[offset + distance] : nil }
}

extension ShellReader {
  private mutating func step(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
      endWord()
      offset += 1
    case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("),
      UInt8(ascii: ")"):
      endWord()
      tokens.append(.separator)
      offset += 1
    case UInt8(ascii: "<"), UInt8(ascii: ">"): redirect()
    case UInt8(ascii: "#") where word == nil: skipComment()
    case UInt8(ascii: "'"): singleQuoted()
    case UInt8(ascii: "\""): doubleQuoted()
    case UInt8(ascii: "\\"): backslash()
    case UInt8(ascii: "$") where peek(1) == UInt8(ascii: "'"): dollarQuoted()
    case UInt8(ascii: "$"), UInt8(ascii: "`"): expansion(byte)
    default: plain(byte)
    }
  }

  private mutating func plain(_ byte: UInt8) {
    if word == nil, byte == UInt8(ascii: "{"), peek(1) == UInt8(ascii: "\"") { sawBareJSON = true }
    take(byte)
  }

  private mutating func take(_ byte: UInt8) {
    begin()
    word?.append(byte, from: offset)
    offset += 1
  }

  private mutating func begin() {
    if word == nil { word = CommandLineArgument(at: offset) }
  }

  private mutating func endWord() {
    defer { word = nil }
    guard var word else { return }
    if word.bytes.isEmpty { word.close(at: offset - 1) }
    if skipsNextWord {
      skipsNextWord = false
    } else {
      tokens.append(.word(word))
    }
  }

  private mutating func skipComment() {
    while let byte = current, byte != UInt8(ascii: "\n") { offset += 1 }
  }

  /// `2> file` is no part of the command.
  private mutating func redirect() {
    if let word, word.bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) { self.word = nil }
    endWord()
    while let byte = current, "<>&".utf8.contains(byte) { offset += 1 }
    skipsNextWord = true
  }
}

extension ShellReader {
  private mutating func backslash() {
    guard let next = peek(1) else { return take(UInt8(ascii: "\\")) }
    if next == UInt8(ascii: "\n") {
      offset += 2
    } else if next == UInt8(ascii: "\r"), peek(2) == UInt8(ascii: "\n") {
      offset += 3
    } else {
      begin()
      offset += 1
      take(next)
    }
  }

  private mutating func singleQuoted() {
    let start = openQuote()
    while let byte = current, byte != UInt8(ascii: "'") { take(byte) }
    closeQuote(openedAt: start)
  }

  private mutating func doubleQuoted() {
    let start = openQuote()
    while let byte = current, byte != UInt8(ascii: "\"") {
      switch (byte, peek(1)) {
      case (UInt8(ascii: "\\"), UInt8(ascii: "\n")): offset += 2
      case (UInt8(ascii: "\\"), let next?) where "\"\\$`".utf8.contains(next):
        offset += 1
        take(next)
      case (UInt8(ascii: "$"), _), (UInt8(ascii: "`"), _): expansion(byte)
      default: take(byte)
      }
    }
    closeQuote(openedAt: start)
  }

  /// `$'…'`, with the escapes that `printf %q` of bash uses.
  private mutating func dollarQuoted() {
    offset += 1
    let start = openQuote()
    while let byte = current, byte != UInt8(ascii: "'") {
      if byte == UInt8(ascii: "\\"), let next = peek(1) { escaped(next) } else { take(byte) }
    }
    closeQuote(openedAt: start)
  }

  private mutating func escaped(_ letter: UInt8) {
    offset += 1
    switch letter {
    case UInt8(ascii: "n"): take(0x0A)
    case UInt8(ascii: "t"): take(0x09)
    case UInt8(ascii: "r"): take(0x0D)
    case UInt8(ascii: "a"): take(0x07)
    case UInt8(ascii: "b"): take(0x08)
    case UInt8(ascii: "f"): take(0x0C)
    case UInt8(ascii: "v"): take(0x0B)
    case UInt8(ascii: "e"), UInt8(ascii: "E"): take(0x1B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): number(radix: 8, digits: 3)
    case UInt8(ascii: "x"):
      offset += 1
      number(radix: 16, digits: 2)
    default: take(letter)
    }
  }

  private mutating func number(radix: UInt8, digits: Int) {
    let start = offset
    var value: UInt8 = 0
    while offset < start + digits, let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
      digit < radix
    {
      value = value &* radix &+ UInt8(digit)
      offset += 1
    }
    offset -= 1
    take(value)
  }

  private mutating func openQuote() -> Int {
    begin()
    offset += 1
    return offset - 1
  }

  private mutating func closeQuote(openedAt start: Int) {
    if current == nil { problems.append(OptionProblem(.openQuote, at: SourceRange(start, start + 1))) }
    offset += 1
  }
}

extension ShellReader {
  /// A `$NAME`, `${…}`, `$(…)` or `` `…` ``, kept as it is spelled.
  private mutating func expansion(_ opening: UInt8) {
    let start = offset
    take(opening)
    let length = opening == UInt8(ascii: "`") ? lengthToClosing(UInt8(ascii: "`")) : lengthAfterDollar()
    for _ in 0..<length { if let byte = current { take(byte) } }
    if offset > start + 1 {
      let range = SourceRange(start, offset)
      problems.append(OptionProblem(.expansion(String(decoding: bytes[start..<offset], as: UTF8.self)), at: range))
    }
  }

  private func lengthAfterDollar() -> Int {
    switch current {
    case UInt8(ascii: "{"): return lengthToClosing(UInt8(ascii: "}"))
    case UInt8(ascii: "("): return lengthToClosing(UInt8(ascii: ")"))
    case let byte? where Self.isNamePart(byte):
      return bytes[offset..<end].prefix(while: Self.isNamePart).count
    case let byte?: return "@*#?-$!".utf8.contains(byte) ? 1 : 0
    case nil: return 0
    }
  }

  private func lengthToClosing(_ closing: UInt8) -> Int {
    let length = bytes[offset..<end].prefix { $0 != closing }.count
    return offset + length < end ? length + 1 : length
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
