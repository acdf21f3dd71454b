internal import SourceText

/// What ends a command.
enum ShellSeparator {
  case lineEnd
  /// `;`, `&` or `|`.
  case plain
  /// `&&`
  case and
  /// `||`
  case or
  /// `;;`, the end of a branch of `case`.
  case caseEnd
  case open
  case close

  init(_ byte: UInt8, isDoubled: Bool) {
    switch (byte, isDoubled) {
    case (UInt8(ascii: "\n"), _): self = .lineEnd
    case (UInt8(ascii: "&"), true): self = .and
    case (UInt8(ascii: "|"), true): self = .or
    case (UInt8(ascii: ";"), true): self = .caseEnd
    case (UInt8(ascii: "("), _): self = .open
    case (UInt8(ascii: ")"), _): self = .close
    default: self = .plain
    }
  }
}

/// Splits shell-like text into words: quotes, backslashes, continued lines, comments, arrays and here-documents are understood.
struct ShellLexer {
  /// What the text is made of.
  enum Token {
    case word(ShellWord)
    /// What ends a command, and its range.
    case separator(ShellSeparator, SourceRange)
  }

  /// Whose rules hold.
  enum Style {
    /// A POSIX shell, bash, make.
    case shell
    /// A unit of systemd: specifiers, and no operators.
    case systemd
    /// A scalar of YAML whose lines are joined.
    case folded
  }

  private(set) var tokens: [Token] = []
  private(set) var problems: [TextProblem] = []
  /// Whether a word begins with unquoted `{"`, which a shell would change: the text is not a script but the output of
  /// `ps`.
  private(set) var sawBareJSON = false

  let bytes: [UInt8]
  let end: Int
  let style: Style
  var offset: Int
  var word: ShellWord?
  /// How many words in braces this text is inside of.
  var depth = 0
  private var isInArray = false
  private var skipsNextWord = false
  private var hereDocuments: [(ending: [UInt8], allowsTabs: Bool)] = []

  init(_ bytes: [UInt8], in range: SourceRange, style: Style = .shell) {
    self.bytes = bytes
    self.style = style
    offset = range.lowerBound
    end = min(range.upperBound, bytes.count)
  }

  mutating func read() {
    while let byte = current { step(byte) }
    endWord()
  }

  var current: UInt8? { peek(0) }

  func peek(_ distance: Int) -> UInt8? {
    offset + distance < end && offset + distance >= 0 ? bytes[offset + distance] : nil
  }

  mutating func note(_ kind: TextProblem.Kind, at range: SourceRange) { problems.append(TextProblem(kind, at: range)) }
}

extension ShellLexer {
  private mutating func step(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): blank()
    case UInt8(ascii: "\n"): lineEnd()
    case UInt8(ascii: "'"): singleQuoted()
    case UInt8(ascii: "\""): doubleQuoted()
    case UInt8(ascii: "\\"): backslash()
    case UInt8(ascii: "%") where style == .systemd: specifier()
    case UInt8(ascii: "$") where peek(1) == UInt8(ascii: "'") && style != .systemd: dollarQuoted()
    case UInt8(ascii: "$"): expansion(isQuoted: false)
    case UInt8(ascii: "`") where style != .systemd && isContinuation(after: 1):
      endWord()
      offset += 1
      skipLineEnd()
    case UInt8(ascii: "`") where style != .systemd: expansion(isQuoted: false)
    default: if style == .systemd { plain(byte) } else { operatorOrPlain(byte) }
    }
  }

  private mutating func operatorOrPlain(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "("):
      if let word, !isInArray, word.isAssignmentHead { return array() }
      separator()
    case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ")"): separator()
    case UInt8(ascii: "<"), UInt8(ascii: ">"): if !templateMarker() { redirect() }
    case UInt8(ascii: "{") where templateMarker(): break
    case UInt8(ascii: "#") where word == nil: skipComment()
    case UInt8(ascii: "^") where word == nil && isContinuation(after: 1):
      offset += 1
      skipLineEnd()
    default: plain(byte)
    }
  }

  private mutating func blank() {
    endWord()
    offset += 1
  }

  private mutating func lineEnd() {
    if style == .folded { return blank() }
    separator()
    for document in hereDocuments { skipHereDocument(document.ending, document.allowsTabs) }
    hereDocuments = []
  }

  private mutating func separator() {
    endWord()
    guard let byte = current else { return }
    let isDoubled = peek(1) == byte && ";&|".utf8.contains(byte)
    let kind = ShellSeparator(byte, isDoubled: isDoubled)
    let length = isDoubled ? 2 : 1
    tokens.append(.separator(kind, SourceRange(offset, offset + length)))
    offset += length
  }

  private mutating func plain(_ byte: UInt8) {
    if word == nil, byte == UInt8(ascii: "{"), peek(1) == UInt8(ascii: "\"") { sawBareJSON = true }
    let special = style == .systemd ? Self.specialInUnits : Self.special
    let run = bytes[offset..<end].prefix { !special[Int($0)] }.upToMarker
    take(run.isEmpty ? bytes[offset..<offset + 1] : run, isQuoted: false)
  }

  private static let special = table(" \t\r\n\\'\"$`();&|<>")
  private static let specialInUnits = table(" \t\r\n\\'\"$%")

  private static func table(_ text: String) -> [Bool] {
    var table = [Bool](repeating: false, count: 256)
    for byte in text.utf8 { table[Int(byte)] = true }
    return table
  }

  mutating func begin() {
    if word == nil { word = ShellWord(range: SourceRange(at: offset)) }
  }

  /// Takes bytes as they are.
  mutating func take(_ run: ArraySlice<UInt8>, isQuoted: Bool) {
    begin()
    word?.add(run, from: run.startIndex, isQuoted: isQuoted)
    offset = run.endIndex
  }

  mutating func endWord() {
    guard var ended = word else { return }
    word = nil
    ended.range = SourceRange(ended.range.lowerBound, offset)
    if skipsNextWord {
      skipsNextWord = false
    } else {
      tokens.append(.word(ended))
    }
  }

  private mutating func skipComment() {
    while let byte = current, byte != UInt8(ascii: "\n") { offset += 1 }
  }

  /// `2> file` is not a part of the command.
  private mutating func redirect() {
    if current == UInt8(ascii: "<"), peek(1) == UInt8(ascii: "<"), peek(2) != UInt8(ascii: "<") {
      return hereDocument()
    }
    if let word, let text = word.bareText, text.allSatisfy(\.isNumber) { self.word = nil }
    endWord()
    while let byte = current, "<>&".utf8.contains(byte) { offset += 1 }
    skipsNextWord = true
  }

  private func isContinuation(after distance: Int) -> Bool {
    peek(distance) == UInt8(ascii: "\n")
      || peek(distance) == UInt8(ascii: "\r") && peek(distance + 1) == UInt8(ascii: "\n")
  }

  private mutating func skipLineEnd() {
    if current == UInt8(ascii: "\r") { offset += 1 }
    if current == UInt8(ascii: "\n") { offset += 1 }
    guard style == .systemd else { return }
    while let first = bytes[offset..<end].first(where: { $0 != 0x20 && $0 != 0x09 }), "#;".utf8.contains(first) {
      skipComment()
      if current != nil { offset += 1 }
    }
  }
}

// MARK: Here-documents

extension ShellLexer {
  private mutating func hereDocument() {
    endWord()
    offset += 2
    let allowsTabs = current == UInt8(ascii: "-")
    if allowsTabs { offset += 1 }
    while let byte = current, byte == 0x20 || byte == 0x09 { offset += 1 }
    let start = offset
    while let byte = current, !byte.isBlank, !";|&<>()".utf8.contains(byte) { offset += 1 }
    let ending = bytes[start..<offset].filter { !"'\"\\".utf8.contains($0) }
    if !ending.isEmpty { hereDocuments.append((ending, allowsTabs)) }
  }

  private mutating func skipHereDocument(_ ending: [UInt8], _ allowsTabs: Bool) {
    while offset < end {
      let line = bytes[offset..<end].prefix { $0 != UInt8(ascii: "\n") }
      offset = min(end, line.endIndex + 1)
      let text = allowsTabs ? line.drop { $0 == 0x09 } : line
      if text.elementsEqual(ending) || text.elementsEqual(ending + [0x0D]) { return }
    }
  }
}

// MARK: Arrays

extension ShellLexer {
  /// The words between parentheses behind `NAME=`, where line ends are spaces.
  private mutating func array() {
    offset += 1
    guard var head = word else { return }
    word = nil
    isInArray = true
    defer { isInArray = false }
    var elements: [ShellWord] = []
    while let byte = current, byte != UInt8(ascii: ")") {
      let before = tokens.count
      if byte == UInt8(ascii: "\n") { blank() } else { step(byte) }
      elements += tokens[before...].compactMap { if case .word(let word) = $0 { word } else { nil } }
      tokens.removeSubrange(before...)
    }
    let before = tokens.count
    endWord()
    elements += tokens[before...].compactMap { if case .word(let word) = $0 { word } else { nil } }
    tokens.removeSubrange(before...)
    if current == nil { note(.openQuote, at: SourceRange(head.range.lowerBound, head.range.lowerBound + 1)) }
    offset = min(offset + 1, end)
    head.elements = elements
    head.range = SourceRange(head.range.lowerBound, offset)
    tokens.append(.word(head))
  }
}

extension ArraySlice<UInt8> {
  /// Up to a `{{` that is not at the beginning.
  var upToMarker: ArraySlice<UInt8> {
    var from = startIndex
    while let brace = self[from...].firstIndex(of: UInt8(ascii: "{")) {
      if brace > startIndex, brace + 1 < endIndex, self[brace + 1] == UInt8(ascii: "{") { return self[..<brace] }
      from = brace + 1
    }
    return self
  }
}

extension ShellWord {
  mutating func add(_ run: some Collection<UInt8>, from sourceOffset: Int, isQuoted: Bool) {
    if case .text(var last, let wasQuoted)? = parts.last, wasQuoted == isQuoted {
      parts.removeLast()
      last.append(contentsOf: run, from: sourceOffset)
      parts.append(.text(last, isQuoted: isQuoted))
    } else {
      parts.append(.text(CommandLineArgument(run, at: sourceOffset), isQuoted: isQuoted))
    }
  }

  mutating func add(_ byte: UInt8, readAt sourceOffset: Int, isQuoted: Bool) {
    add(CollectionOfOne(byte), from: sourceOffset, isQuoted: isQuoted)
  }

  /// Whether it is `NAME=` or `NAME+=` with nothing behind.
  var isAssignmentHead: Bool {
    guard let text = bareText, text.hasSuffix("=") else { return false }
    let name = text.dropLast(text.hasSuffix("+=") ? 2 : 1)
    return !name.isEmpty && name.utf8.allSatisfy(\.isNamePart)
  }
}
