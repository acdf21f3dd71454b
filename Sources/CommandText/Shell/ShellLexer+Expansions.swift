internal import SourceText

extension ShellLexer {
  /// A `$NAME`, `${…}`, `$(…)` or `` `…` ``.
  mutating func expansion(isQuoted: Bool) {
    begin()
    let start = offset
    offset += 1
    if bytes[start] == UInt8(ascii: "`") {
      skip(to: UInt8(ascii: "`"))
    } else if !readDollar(from: start, isQuoted: isQuoted) {
      return
    }
    if bytes[start] == UInt8(ascii: "`") { add(ShellExpansion(spelling: spelling(from: start)), isQuoted) }
  }

  /// `{{ x }}` or `<%= x %>`, which a template engine replaces, on one line.
  /// - Returns: whether there is one at the cursor.
  mutating func templateMarker() -> Bool {
    let closing: [UInt8]
    switch (current, peek(1)) {
    case (UInt8(ascii: "{"), UInt8(ascii: "{")): closing = Array("}}".utf8)
    case (UInt8(ascii: "<"), UInt8(ascii: "%")): closing = Array("%>".utf8)
    default: return false
    }
    let line = bytes[(offset + 2)..<end].prefix(256).prefix { $0 != UInt8(ascii: "\n") }
    guard let close = line.indices.first(where: { line[$0...].starts(with: closing) }) else { return false }
    begin()
    let start = offset
    offset = close + 2
    add(ShellExpansion(spelling: spelling(from: start)), true)
    return true
  }

  /// A specifier of systemd: `%i`, the name of the instance; `%%` is a percent sign.
  mutating func specifier() {
    begin()
    guard let next = peek(1), next.isLetter || next == UInt8(ascii: "%") else {
      return take(bytes[offset..<offset + 1], isQuoted: true)
    }
    let start = offset
    offset += 2
    if next == UInt8(ascii: "%") {
      word?.add(next, readAt: start, isQuoted: true)
    } else {
      let spelling = spelling(from: start)
      add(ShellExpansion(name: spelling.text, spelling: spelling), true)
    }
  }

  /// - Returns: whether it was a value that is put in; a lone dollar sign is itself.
  private mutating func readDollar(from start: Int, isQuoted: Bool) -> Bool {
    switch current {
    case UInt8(ascii: "{"): braced(from: start, isQuoted: isQuoted)
    case UInt8(ascii: "("): command(from: start, isQuoted: isQuoted)
    case let byte? where byte.isNamePart:
      let digits = byte.isDigit
      let name = bytes[offset..<end].prefix { digits ? $0.isDigit : $0.isNamePart }
      offset = name.endIndex
      add(ShellExpansion(name: String(decoding: name, as: UTF8.self), spelling: spelling(from: start)), isQuoted)
    case UInt8(ascii: "$")? where style == .systemd:
      offset += 1
      word?.add(UInt8(ascii: "$"), readAt: start, isQuoted: true)
    case let byte? where "@*#?-$!".utf8.contains(byte) && style != .systemd:
      offset += 1
      add(
        ShellExpansion(name: "@*".utf8.contains(byte) ? "@" : nil, isWholeArray: true, spelling: spelling(from: start)),
        isQuoted)
    default:
      offset = start
      take(bytes[start..<start + 1], isQuoted: isQuoted)
      return false
    }
    return true
  }

  /// `$(command)`; `$(NAME)` is a variable of make.
  private mutating func command(from start: Int, isQuoted: Bool) {
    skipNested(UInt8(ascii: "("), UInt8(ascii: ")"))
    let inner = bytes[min(start + 2, offset)..<max(start + 2, offset - 1)]
    let isName = !inner.isEmpty && inner.allSatisfy(\.isNamePart)
    add(
      ShellExpansion(name: isName ? String(decoding: inner, as: UTF8.self) : nil, spelling: spelling(from: start)),
      isQuoted)
  }

  private mutating func braced(from start: Int, isQuoted: Bool) {
    skipNested(UInt8(ascii: "{"), UInt8(ascii: "}"))
    var expansion = ShellExpansion(spelling: spelling(from: start))
    let inner = start + 2..<max(start + 2, offset - 1)
    let name = bytes[inner].prefix(while: \.isNamePart)
    defer { add(expansion, isQuoted) }
    var rest = bytes[inner].dropFirst(name.count)
    if name.isEmpty, rest.first == UInt8(ascii: "@") || rest.first == UInt8(ascii: "*") {
      let number = Int(String(decoding: rest.dropFirst(2).prefix(4).prefix(while: \.isDigit), as: UTF8.self))
      expansion.skipped = rest.dropFirst().first == UInt8(ascii: ":") ? max(0, (number ?? 1) - 1) : 0
      expansion.name = "@"
      expansion.isWholeArray = true
      return
    }
    guard !name.isEmpty else { return }
    if rest.first == UInt8(ascii: "["), let close = rest.firstIndex(of: UInt8(ascii: "]")) {
      let index = rest[rest.startIndex + 1..<close]
      expansion.isWholeArray = index.elementsEqual("@".utf8) || index.elementsEqual("*".utf8)
      expansion.index = Int(String(decoding: index, as: UTF8.self))
      guard expansion.isWholeArray || expansion.index != nil else { return }
      rest = rest[(close + 1)...]
    }
    guard let fallback = fallback(rest) else { return }
    expansion.fallback = fallback.value
    expansion.name = String(decoding: name, as: UTF8.self)
  }

  /// What follows a name in braces; nil when it is not understood.
  private mutating func fallback(_ rest: ArraySlice<UInt8>) -> (value: (ShellExpansion.Fallback, ShellWord)?, Bool)? {
    guard let first = rest.first else { return (nil, true) }
    guard depth < 8 else { return nil }
    let operation = first == UInt8(ascii: ":") ? rest.dropFirst() : rest
    switch operation.first {
    case UInt8(ascii: "-"), UInt8(ascii: "="): return ((.whenUnset, word(in: operation.dropFirst())), true)
    case UInt8(ascii: "+"): return ((.whenSet, word(in: operation.dropFirst())), true)
    case UInt8(ascii: "?"): return (nil, true)
    default: return nil
    }
  }

  /// A word in braces, which can contain blanks.
  private mutating func word(in part: ArraySlice<UInt8>) -> ShellWord {
    var lexer = ShellLexer(bytes, in: SourceRange(part.startIndex, part.endIndex), style: style)
    lexer.depth = depth + 1
    lexer.read()
    var result = ShellWord(range: SourceRange(part.startIndex, part.endIndex))
    for case .word(let word) in lexer.tokens {
      if !result.parts.isEmpty { result.add([0x20], from: word.range.lowerBound, isQuoted: false) }
      result.parts += word.parts
    }
    return result
  }

  private mutating func add(_ expansion: ShellExpansion, _ isQuoted: Bool) {
    word?.parts.append(.expansion(expansion, isQuoted: isQuoted))
  }

  private func spelling(from start: Int) -> CommandLineArgument {
    var argument = CommandLineArgument(bytes[start..<offset], at: start)
    argument.isIncomplete = true
    return argument
  }

  private mutating func skip(to closing: UInt8) {
    while let byte = current {
      offset += 1
      if byte == closing { return }
    }
  }

  /// Skips from an opening parenthesis or brace to the one that closes it.
  private mutating func skipNested(_ opening: UInt8, _ closing: UInt8) {
    var depth = 0
    while let byte = current {
      offset += 1
      if byte == opening { depth += 1 }
      if byte == closing { depth -= 1 }
      if depth == 0 { return }
    }
  }
}
