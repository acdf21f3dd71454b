internal import SourceText

/// Tokens with the brackets that belong together.
struct ListTree {
  let bytes: [UInt8]
  let tokens: [ListToken]
  /// For each opening bracket, the index of its closing one; its own index if there is none.
  private let matches: [Int]

  init(_ bytes: [UInt8], _ tokens: [ListToken]) {
    self.bytes = bytes
    self.tokens = tokens
    var matches = Array(tokens.indices)
    var open: [(byte: UInt8, index: Int)] = []
    for (index, token) in tokens.enumerated() {
      switch token {
      case .open(let byte, _): open.append((byte, index))
      case .close(let byte, _):
        guard let last = open.suffix(64).lastIndex(where: { Self.closing[$0.byte] == byte }) else {
          continue
        }
        matches[open[last].index] = index
        open.removeSubrange(last...)
      default: break
      }
    }
    self.matches = matches
  }

  private static let closing: [UInt8: UInt8] = [
    UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "["): UInt8(ascii: "]"), UInt8(ascii: "{"): UInt8(ascii: "}"),
  ]

  /// The token behind one, which for an opening bracket is behind its closing one.
  func next(_ index: Int) -> Int { matches[index] + 1 }

  /// What an opening bracket and its closing one have between them.
  func inside(_ index: Int) -> Range<Int> { min(index + 1, matches[index])..<matches[index] }

  /// The bracket that a token opens; nil for other tokens and for one that is not closed.
  func bracket(at index: Int) -> UInt8? {
    guard tokens.indices.contains(index), case .open(let byte, _) = tokens[index], matches[index] > index else {
      return nil
    }
    return byte
  }

  func word(at index: Int) -> String? {
    guard tokens.indices.contains(index), case .word(let range) = tokens[index] else { return nil }
    return String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
  }

  func symbol(at index: Int) -> String? {
    guard tokens.indices.contains(index), case .symbol(let range) = tokens[index],
      range.upperBound - range.lowerBound < 8
    else { return nil }
    return String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
  }

  func isLineEnd(_ index: Int) -> Bool {
    if tokens.indices.contains(index), case .lineEnd = tokens[index] { true } else { false }
  }

  func isComma(_ index: Int) -> Bool {
    if tokens.indices.contains(index), case .comma = tokens[index] { true } else { false }
  }

  func isString(_ index: Int) -> Bool {
    if tokens.indices.contains(index), case .string = tokens[index] { true } else { false }
  }

  /// Whether a token ends an operand: a name, a string or a closing bracket.
  func isOperand(_ index: Int) -> Bool {
    switch tokens[index] {
    case .word, .string, .close: true
    case .open, .comma, .symbol, .lineEnd: false
    }
  }

  /// The parts of a range between its commas.
  func items(_ range: Range<Int>) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      if isComma(index) {
        items.append(start..<index)
        start = index + 1
      }
      index = next(index)
    }
    if start < range.upperBound { items.append(start..<range.upperBound) }
    return items
  }

  /// The end of the statement that begins at a token: a line end that nothing goes on behind, or a comma.
  func endOfStatement(from start: Int, before end: Int) -> Int {
    var index = start
    while index < end {
      if isComma(index) { return index }
      if isLineEnd(index), !continues(over: index, from: start, before: end) { return index }
      index = next(index)
    }
    return min(index, end)
  }

  private func continues(over lineEnd: Int, from start: Int, before end: Int) -> Bool {
    var next = lineEnd
    while next < end, next - lineEnd < 64, isLineEnd(next) { next += 1 }
    if lineEnd > start, let last = symbol(at: lineEnd - 1), !last.hasSuffix(";") {
      return !last.hasSuffix(":") || bracket(at: next) != nil
    }
    guard next < end, let symbol = symbol(at: next) else { return false }
    return symbol.hasPrefix(".") || symbol == "+" || symbol == "++"
  }
}
