internal import SourceText

/// A token of a program or of data in any language: only strings, brackets, commas and a few operators matter.
enum ListToken {
  /// A string without its quotes, and the placeholders that it can have.
  case string(ShellField, StringTemplate)
  /// A name, with its dots; or a number.
  case word(SourceRange)
  case open(UInt8, at: Int)
  case close(UInt8, at: Int)
  case comma
  /// `=`, `:`, `:=`, `+=`, `=>`, `+`, `...` and the like.
  case symbol(SourceRange)
  case lineEnd
}

/// Splits a text of any language into tokens.
struct ListLexer {
  private(set) var tokens: [ListToken] = []
  private(set) var problems: [TextProblem] = []

  private let bytes: [UInt8]
  private let end: Int
  private var offset: Int
  /// The values that are put into the string that is being read.
  private var insertions: [TextProblem] = []
  /// The ends of strings that the rest of the text does not have.
  private var missingEnds: Set<[UInt8]> = []
  /// Whether text without quotes between brackets is a string, as in YAML.
  private let hasPlainScalars: Bool

  init(_ bytes: [UInt8], in range: SourceRange, hasPlainScalars: Bool = false) {
    self.bytes = bytes
    self.hasPlainScalars = hasPlainScalars
    offset = range.lowerBound
    end = min(bytes.count, range.upperBound)
  }

  mutating func read() { while offset < end { step(bytes[offset]) } }

  private func peek(_ distance: Int) -> UInt8? { offset + distance < end ? bytes[offset + distance] : nil }

  private mutating func step(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\n"): add(.lineEnd, length: 1)
    case _ where byte.isBlank: offset += 1
    case UInt8(ascii: ","): add(.comma, length: 1)
    case UInt8(ascii: "{") where hasPlainScalars && peek(1) == UInt8(ascii: "{"): plainScalar()
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): add(.open(byte, at: offset), length: 1)
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): add(.close(byte, at: offset), length: 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): string(prefix: [])
    case UInt8(ascii: "#"): hash()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): skipLine()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipComment()
    default: other(byte)
    }
  }

  private mutating func add(_ token: ListToken, length: Int) {
    tokens.append(token)
    offset += length
  }

  private mutating func skipLine() { while offset < end, bytes[offset] != UInt8(ascii: "\n") { offset += 1 } }

  /// A comment, or an attribute of Rust or C.
  private mutating func hash() {
    let before = offset > 0 ? bytes[offset - 1] : UInt8(ascii: "\n")
    if before.isBlank { skipLine() } else { offset += 1 }
  }

  private mutating func skipComment() {
    offset += 2
    while offset < end, bytes[offset] != UInt8(ascii: "*") || peek(1) != UInt8(ascii: "/") { offset += 1 }
    offset = min(end, offset + 2)
  }

  private mutating func other(_ byte: UInt8) {
    if hasPlainScalars { return plainScalar() }
    if byte == UInt8(ascii: "$") { return dollar() }
    guard byte.isNamePart || byte >= 0x80 else { return symbol() }
    let word = bytes[offset..<end].prefix { $0.isNamePart || $0 == UInt8(ascii: ".") || $0 >= 0x80 }
    let next = word.endIndex < end ? bytes[word.endIndex] : 0
    if "\"'#".utf8.contains(next), word.count <= 2, word.allSatisfy({ "rRbBfFuULs".utf8.contains($0) }) {
      offset = word.endIndex
      return string(prefix: Array(word))
    }
    add(.word(SourceRange(word.startIndex, word.endIndex)), length: word.count)
  }

  /// A name of PHP, Perl or PowerShell, or a string of C# with values.
  private mutating func dollar() {
    if let next = peek(1), next.isLetter || next == UInt8(ascii: "_") {
      offset += 1
    } else if peek(1) == UInt8(ascii: "\"") {
      offset += 1
      string(prefix: [UInt8(ascii: "$")])
    } else {
      symbol()
    }
  }

  private mutating func plainScalar() {
    let text = bytes[offset..<endOfPlainScalar()]
    let trimmed = text[..<(text.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? text.startIndex)]
    if trimmed.isEmpty {
      offset += max(1, text.count)
      return
    }
    tokens.append(.string(ShellField(argument: CommandLineArgument(trimmed, at: offset)), .none))
    offset = text.endIndex
  }

  /// Where text without quotes ends: commas and brackets in `{{ x }}`, `${x}` and `$(x)` do not end it.
  private func endOfPlainScalar() -> Int {
    var index = offset
    while index < end, !",[]\n".utf8.contains(bytes[index]) {
      if bytes[index] == UInt8(ascii: "{"), index > offset || peek(1) == UInt8(ascii: "{") {
        let line = bytes[index..<end].prefix(256).prefix { $0 != UInt8(ascii: "\n") }
        guard let close = line.firstIndex(of: UInt8(ascii: "}")) else { return index }
        index = close
        while index + 1 < end, bytes[index + 1] == UInt8(ascii: "}") { index += 1 }
      } else if "{}".utf8.contains(bytes[index]) {
        return index
      }
      index += 1
    }
    return index
  }

  private mutating func symbol() {
    let run = bytes[offset..<end].prefix { "=:+<>-.*&|!?~^%@$\\;".utf8.contains($0) }
    add(.symbol(SourceRange(offset, offset + max(1, run.count))), length: max(1, run.count))
  }
}

// MARK: Strings

extension ListLexer {
  /// Reads a string; the cursor is behind its prefix, such as `f` or `r`.
  private mutating func string(prefix: [UInt8]) {
    let isRaw = prefix.contains { "rR".utf8.contains($0) } || bytes[offset] == UInt8(ascii: "`")
    var hashes = 0
    while peek(0) == UInt8(ascii: "#") {
      hashes += 1
      offset += 1
    }
    guard let quote = peek(0), "\"'`".utf8.contains(quote) else { return }
    let isTriple = peek(1) == quote && peek(2) == quote && quote != UInt8(ascii: "`")
    let closing =
      [UInt8](repeating: quote, count: isTriple ? 3 : 1) + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
    let start = offset
    if missingEnds.contains(closing) { return unclosed(from: start, quote) }
    offset += isTriple ? 3 : 1
    var text = CommandLineArgument(at: offset)
    insertions = []
    while offset < end, !bytes[offset...].starts(with: closing) {
      if bytes[offset] == UInt8(ascii: "\n"), !isTriple, quote == UInt8(ascii: "'") { break }
      if bytes[offset] == UInt8(ascii: "\\"), !isRaw { escape(&text) } else { run(closing[0], isRaw, &text) }
    }
    guard offset < end, bytes[offset...].starts(with: closing) else {
      if offset >= end { missingEnds.insert(closing) }
      return unclosed(from: start, quote)
    }
    text.close(at: offset)
    offset += closing.count
    let hasBraces = prefix.contains { "fF$".utf8.contains($0) }
    tokens.append(.string(ShellField(argument: text, problems: insertions), hasBraces ? .braces : .none))
  }

  /// A single quote that is not a string: a lifetime of Rust, an apostrophe.
  private mutating func unclosed(from start: Int, _ quote: UInt8) {
    offset = start + 1
    if quote != UInt8(ascii: "'") {
      problems.append(TextProblem(.openQuote, at: SourceRange(start, start + 1)))
      skipLine()
    }
  }

  private mutating func run(_ quote: UInt8, _ isRaw: Bool, _ text: inout CommandLineArgument) {
    let rest = bytes[(offset + 1)..<end].prefix {
      $0 != quote && $0 != UInt8(ascii: "\n") && (isRaw || $0 != UInt8(ascii: "\\"))
    }
    text.append(contentsOf: bytes[offset..<rest.endIndex], from: offset)
    offset = rest.endIndex
  }

  private mutating func escape(_ text: inout CommandLineArgument) {
    let start = offset
    guard let letter = peek(1) else {
      offset += 1
      return
    }
    offset += 2
    switch letter {
    case UInt8(ascii: "n"): text.append(0x0A, from: start)
    case UInt8(ascii: "t"): text.append(0x09, from: start)
    case UInt8(ascii: "r"): text.append(0x0D, from: start)
    case UInt8(ascii: "b"): text.append(0x08, from: start)
    case UInt8(ascii: "f"): text.append(0x0C, from: start)
    case UInt8(ascii: "0"): text.append(0, from: start)
    case UInt8(ascii: "\n"): while let byte = peek(0), byte.isBlank { offset += 1 }
    case UInt8(ascii: "("): interpolation(from: start, &text)
    case UInt8(ascii: "u"): unicode(from: start, &text)
    case UInt8(ascii: "x"):
      if let value = hexadecimal(2) { text.append(fixed: String(value).utf8, from: start) }
    default: text.append(letter, from: start + 1)
    }
  }

  /// `\(expression)` of Swift.
  private mutating func interpolation(from start: Int, _ text: inout CommandLineArgument) {
    var depth = 1
    while offset < end, depth > 0, bytes[offset] != UInt8(ascii: "\n") {
      if bytes[offset] == UInt8(ascii: "(") { depth += 1 }
      if bytes[offset] == UInt8(ascii: ")") { depth -= 1 }
      offset += 1
    }
    var part = CommandLineArgument(bytes[start..<offset], at: start)
    part.isIncomplete = true
    text.append(part)
    insertions.append(TextProblem(.unknownValue(part.text), at: part.range))
  }

  /// `\u00e9`, `\u{e9}`, and pairs of surrogates.
  private mutating func unicode(from start: Int, _ text: inout CommandLineArgument) {
    if peek(0) == UInt8(ascii: "{") {
      offset += 1
      if let value = hexadecimal(6) { text.append(fixed: String(value).utf8, from: start) }
      if peek(0) == UInt8(ascii: "}") { offset += 1 }
      return
    }
    guard let first = number(4) else { return }
    var value = first
    if 0xD800..<0xDC00 ~= first, peek(0) == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u") {
      offset += 2
      if let second = number(4), 0xDC00..<0xE000 ~= second {
        value = 0x10000 + (first - 0xD800) << 10 + second - 0xDC00
      }
    }
    text.append(fixed: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8, from: start)
  }

  private mutating func hexadecimal(_ digits: Int) -> Unicode.Scalar? { number(digits).flatMap(Unicode.Scalar.init) }

  private mutating func number(_ digits: Int) -> UInt32? {
    var value: UInt32?
    for _ in 0..<digits {
      guard let byte = peek(0), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { break }
      value = (value ?? 0) << 4 + UInt32(digit)
      offset += 1
    }
    return value
  }
}
