internal import SourceText

/// What an expression comes to.
struct ListValue {
  /// The strings, lists flattened.
  var fields: [ShellField] = []
  /// Whether it is a single string, which operators can put together with others.
  var isString = false

  init(_ fields: [ShellField] = [], isString: Bool = false) {
    self.fields = fields
    self.isString = isString
  }
}

/// How an expression is used.
enum ListContext {
  /// As an element of a list of arguments, where each expression is an argument, known or not.
  case element
  /// As the value of a variable.
  case value
  /// As a statement, of which only the lists it has are of interest.
  case statement
}

// MARK: Items

extension ListReader {
  /// The strings of the elements of a list, or of the arguments of a call.
  mutating func elements(_ range: Range<Int>, depth: Int) -> [ShellField] {
    guard depth < 64 else { return [] }
    let items = tree.items(range)
    if items.count == 1, let fields = separatedByBlanks(items[0], depth: depth) { return fields }
    return items.flatMap { value($0, .element, depth: depth).fields }
  }

  /// The value of the tokens between two commas.
  mutating func value(_ range: Range<Int>, _ context: ListContext, depth: Int) -> ListValue {
    guard depth < 64 else { return ListValue() }
    let range = trimmed(range)
    guard !range.isEmpty else { return ListValue() }
    if let named = namedValue(range) { return value(of: named, context, depth: depth) }
    var cursor = ListCursor(at: range.lowerBound, end: range.upperBound, depth: depth)
    if let value = sum(&cursor, context), skipBlank(&cursor) {
      if context == .element, value.fields.isEmpty, !hasList(range) { return unknownElement(range) }
      return value
    }
    if context == .statement { return ListValue(collected(range, depth: depth)) }
    if context == .value || isOwn(range) { return ListValue(conditional(collected(range, depth: depth), range)) }
    return unknownElement(range)
  }

  /// A value by name is none of the arguments, unless it has options: `args=["-device", "a"]`, `check=True`.
  private mutating func value(of named: Range<Int>, _ context: ListContext, depth: Int) -> ListValue {
    guard context == .element else { return value(named, context, depth: depth) }
    return isOwn(named) || isList(named) ? value(named, .value, depth: depth) : ListValue()
  }

  private func isList(_ range: Range<Int>) -> Bool {
    let range = trimmed(range)
    return range.count == 1 && tree.word(at: range.lowerBound).flatMap(list) != nil
  }

  /// Options in an expression with conditions or loops: all are taken.
  private func conditional(_ fields: [ShellField], _ range: Range<Int>) -> [ShellField] {
    guard isConditional(range), var first = fields.first, let source = unknown(range)?.argument.range else {
      return fields
    }
    first.problems.append(TextProblem(.conditional(name: "", .expression), at: source))
    return [first] + fields.dropFirst()
  }

  private func isConditional(_ range: Range<Int>) -> Bool {
    range.contains { index in
      if let word = tree.word(at: index) { return ["if", "for", "unless"].contains(word) }
      return tree.symbol(at: index).map { ["?", "&&", "||"].contains($0) } ?? false
    }
  }

  private func unknownElement(_ range: Range<Int>) -> ListValue {
    ListValue(unknown(range).map { [$0] } ?? [], isString: true)
  }

  /// Whether a range has a list of its own, which may be empty.
  private func hasList(_ range: Range<Int>) -> Bool {
    range.contains { index in
      if tree.word(at: index).flatMap(list) != nil { return true }
      guard let bracket = tree.bracket(at: index), bracket != UInt8(ascii: "(") else { return false }
      // Behind a name or a call, it is an index.
      return index == range.lowerBound || bracket == UInt8(ascii: "{") || !tree.isOperand(index - 1)
    }
  }

  /// Without line ends at both ends, and without what ends a statement.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, tree.isLineEnd(first) { range = first + 1..<range.upperBound }
    while let last = range.last, tree.isLineEnd(last) || tree.symbol(at: last) == ";" {
      range = range.lowerBound..<last
    }
    return range
  }

  /// The value in `name=value`, `name: value`, `"name": value`.
  private func namedValue(_ range: Range<Int>) -> Range<Int>? {
    guard let symbol = tree.symbol(at: range.lowerBound + 1), [":", "=>", "="].contains(symbol) else { return nil }
    switch tree.tokens[range.lowerBound] {
    case .word: break
    case .string(let field, _) where !field.argument.looksLikeFlag: break
    default: return nil
    }
    return range.lowerBound + 2..<max(range.lowerBound + 2, range.upperBound)
  }

  /// The elements of a list whose elements have blanks between them, as in Nix.
  private mutating func separatedByBlanks(_ range: Range<Int>, depth: Int) -> [ShellField]? {
    let range = trimmed(range)
    guard range.count > 1, tree.isString(range.lowerBound), isOwn(range.lowerBound..<range.lowerBound + 1) else {
      return nil
    }
    let hasOperators = range.contains { index in
      guard let symbol = tree.symbol(at: index) else { return false }
      return index == range.lowerBound + 1 || !symbol.hasPrefix("$")
    }
    guard !hasOperators else { return nil }
    var fields: [ShellField] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let next = tree.next(index)
      if !tree.isLineEnd(index) {
        let group = tree.bracket(at: index) != nil
        fields +=
          group && !isOwn(index..<next)
          ? unknown(index..<next).map { [$0] } ?? [] : value(index..<next, .element, depth: depth + 1).fields
      }
      index = next
    }
    return fields
  }

  /// The lists in tokens that are not understood: a condition, a block, a loop.
  private mutating func collected(_ range: Range<Int>, depth: Int) -> [ShellField] {
    var result: [ShellField] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let next = tree.next(index)
      var cursor = ListCursor(at: index, end: range.upperBound, depth: depth + 1)
      if let value = postfix(&cursor, .statement), cursor.index > index {
        result += value.fields
        index = cursor.index
      } else {
        index = next
      }
    }
    return result
  }
}

/// Where an expression is read.
struct ListCursor {
  var index: Int
  let end: Int
  let depth: Int

  init(at index: Int, end: Int, depth: Int) {
    self.index = index
    self.end = end
    self.depth = depth
  }
}

// MARK: Operators

extension ListReader {
  /// Operands with `+` and its like between them; nil when there is anything else.
  private mutating func sum(_ cursor: inout ListCursor, _ context: ListContext) -> ListValue? {
    let start = cursor.index
    guard var left = postfix(&cursor, context) else { return nil }
    var operand = start..<cursor.index
    while let symbol = nextSymbol(cursor) {
      let isFormat = symbol == "%"
      guard isFormat || Self.isConcatenation(symbol) else { return nil }
      cursor.index = indexOfNext(cursor) + 1
      let right = cursor.index
      guard let value = postfix(&cursor, .value) else { return nil }
      if isFormat {
        guard left.isString, let format = left.fields.first else { return nil }
        left.fields = [format.formatted(with: values(right..<cursor.index, value, cursor.depth))]
      } else {
        left = concatenation(left, operand, value, right..<cursor.index, context)
      }
      operand = right..<cursor.index
    }
    return left
  }

  private static func isConcatenation(_ symbol: String) -> Bool {
    ["+", "++", "..", "<>", "~", ".", "^", "&", "+&"].contains(symbol)
  }

  /// The values that a format is given: those of a tuple, or one.
  private mutating func values(_ range: Range<Int>, _ value: ListValue, _ depth: Int) -> [ShellField] {
    if range.count > 1, tree.bracket(at: range.lowerBound) != nil, tree.next(range.lowerBound) == range.upperBound {
      return elements(tree.inside(range.lowerBound), depth: depth + 1)
    }
    return value.fields.isEmpty ? unknown(range).map { [$0] } ?? [] : value.fields
  }

  private func concatenation(
    _ left: ListValue, _ leftRange: Range<Int>, _ right: ListValue, _ rightRange: Range<Int>, _ context: ListContext
  ) -> ListValue {
    if !left.isString, !left.fields.isEmpty || hasList(leftRange) {
      return ListValue(left.fields + (right.fields.isEmpty && context == .element ? missing(rightRange) : right.fields))
    }
    if !right.isString, !right.fields.isEmpty { return ListValue(left.fields + right.fields) }
    var fields = left.fields.isEmpty ? missing(leftRange) : left.fields
    let added = right.fields.isEmpty ? missing(rightRange) : right.fields
    guard let first = added.first, !fields.isEmpty else { return ListValue(fields + added, isString: true) }
    fields[fields.count - 1].append(first)
    return ListValue(fields, isString: true)
  }

  private func missing(_ range: Range<Int>) -> [ShellField] { hasList(range) ? [] : unknown(range).map { [$0] } ?? [] }

  private func indexOfNext(_ cursor: ListCursor) -> Int {
    var index = cursor.index
    while index < cursor.end, tree.isLineEnd(index) { index += 1 }
    return index
  }

  private func nextSymbol(_ cursor: ListCursor) -> String? {
    let index = indexOfNext(cursor)
    return index < cursor.end ? tree.symbol(at: index) : nil
  }

  /// Whether nothing but line ends is left.
  private func skipBlank(_ cursor: inout ListCursor) -> Bool {
    cursor.index = indexOfNext(cursor)
    return cursor.index >= cursor.end
  }
}
