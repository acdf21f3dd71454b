internal import SourceText

// MARK: Operands

extension ListReader {
  /// A string, a name, a list or a call, with the methods that are called on it; nil when there is none. The value has no fields
  /// when it is not known.
  mutating func postfix(_ cursor: inout ListCursor, _ context: ListContext) -> ListValue? {
    while cursor.index < cursor.end, isPrefix(cursor.index) { cursor.index += 1 }
    guard cursor.index < cursor.end, var value = primary(&cursor, context) else { return nil }
    while let next = suffix(&cursor, value) { value = next }
    return value
  }

  private func isPrefix(_ index: Int) -> Bool {
    if tree.isLineEnd(index) { return true }
    if let symbol = tree.symbol(at: index) { return ["&", "*", "**", "...", "..", "&*", "@", "$"].contains(symbol) }
    return tree.word(at: index).map(Self.leadingWords.contains) ?? false
  }

  private static let leadingWords: Set = ["new", "await", "try", "return", "yield", "exec", "go", "defer", "mut"]

  private mutating func primary(_ cursor: inout ListCursor, _ context: ListContext) -> ListValue? {
    switch tree.tokens[cursor.index] {
    case .string: strings(&cursor)
    case .word: name(&cursor, context)
    case .open(let bracket, _): group(bracket, &cursor, context)
    case .symbol, .close, .comma, .lineEnd: nil
    }
  }

  /// A string, and those that follow it directly, which belong to it.
  private mutating func strings(_ cursor: inout ListCursor) -> ListValue {
    var result: ShellField?
    var index = cursor.index
    while index < cursor.end {
      if case .string(let field, let template) = tree.tokens[index] {
        let filled = filled(field, template)
        if result == nil { result = filled } else { result?.append(filled) }
        cursor.index = index + 1
      } else if !tree.isLineEnd(index) {
        break
      }
      index += 1
    }
    return ListValue(result.map { [$0] } ?? [], isString: true)
  }

  private mutating func group(_ bracket: UInt8, _ cursor: inout ListCursor, _ context: ListContext) -> ListValue? {
    let inside = tree.inside(cursor.index)
    guard tree.next(cursor.index) > cursor.index + 1 else {
      cursor.index += 1
      return ListValue()
    }
    cursor.index = min(cursor.end, tree.next(cursor.index))
    if bracket != UInt8(ascii: "{"), let braces = bracesBehindType(cursor) {
      cursor.index = min(cursor.end, tree.next(braces))
      return ListValue(elements(tree.inside(braces), depth: cursor.depth + 1))
    }
    switch bracket {
    case UInt8(ascii: "["): return ListValue(elements(inside, depth: cursor.depth + 1))
    case UInt8(ascii: "("):
      let items = tree.items(inside)
      if items.count == 1, items[0].upperBound == inside.upperBound {
        return value(items[0], context == .element ? .value : context, depth: cursor.depth + 1)
      }
      return ListValue(elements(inside, depth: cursor.depth + 1))
    default: return braces(inside, depth: cursor.depth)
    }
  }

  /// Where the braces of `[]string{…}`, `(char *[]){…}` open.
  private func bracesBehindType(_ cursor: ListCursor) -> Int? {
    var index = cursor.index
    while index < cursor.end, index < cursor.index + 3, tree.bracket(at: index) == nil {
      guard tree.word(at: index) != nil || tree.symbol(at: index) == "*" else { return nil }
      index += 1
    }
    return index < cursor.end && tree.bracket(at: index) == UInt8(ascii: "{") ? index : nil
  }

  /// Braces hold a list, as in Go and C, or members and statements.
  mutating func braces(_ inside: Range<Int>, depth: Int) -> ListValue {
    if beginsWithElement(inside) { return ListValue(elements(inside, depth: depth + 1)) }
    let dashed = dashedMembers(inside, depth: depth)
    block(inside, depth: depth + 1)
    return ListValue(dashed)
  }

  /// Whether a string that is not a name of a member comes first.
  private func beginsWithElement(_ range: Range<Int>) -> Bool {
    guard let first = range.first(where: { !tree.isLineEnd($0) }), tree.isString(first) else { return false }
    return ![":", "=", "=>"].contains(tree.symbol(at: first + 1))
  }

  /// Members whose names are options: `{"-device": "x"}`.
  private mutating func dashedMembers(_ range: Range<Int>, depth: Int) -> [ShellField] {
    var fields: [ShellField] = []
    for item in tree.items(range) {
      guard let first = item.first(where: { !tree.isLineEnd($0) }), case .string(let field, _) = tree.tokens[first],
        field.argument.looksLikeFlag, tree.symbol(at: first + 1) == ":"
      else { continue }
      fields.append(field)
      fields += value(first + 2..<item.upperBound, .element, depth: depth + 1).fields
    }
    return fields
  }
}

// MARK: Names

extension ListReader {
  private mutating func name(_ cursor: inout ListCursor, _ context: ListContext) -> ListValue? {
    var name = tree.word(at: cursor.index) ?? ""
    if Self.operatorWords.contains(name) { return nil }
    let start = cursor.index
    cursor.index += 1
    while cursor.index + 1 < cursor.end, tree.symbol(at: cursor.index) == "::",
      let part = tree.word(at: cursor.index + 1)
    {
      name = part
      cursor.index += 2
    }
    if tree.symbol(at: cursor.index) == "!", cursor.index + 1 < cursor.end, tree.bracket(at: cursor.index + 1) != nil {
      cursor.index += 1
    }
    guard cursor.index < cursor.end, let bracket = tree.bracket(at: cursor.index) else {
      return plainName(name, at: start)
    }
    let opening = cursor.index
    let isType = bracket == UInt8(ascii: "[") && tree.inside(opening).isEmpty
    cursor.index = min(cursor.end, tree.next(opening))
    if isType, cursor.index < cursor.end, tree.bracket(at: cursor.index) == UInt8(ascii: "{") {
      let inside = tree.inside(cursor.index)
      cursor.index = min(cursor.end, tree.next(cursor.index))
      return ListValue(elements(inside, depth: cursor.depth + 1))
    }
    switch bracket {
    case UInt8(ascii: "{"): return braces(tree.inside(opening), depth: cursor.depth)
    case UInt8(ascii: "[") where tree.symbol(at: opening - 1) != "!":
      return plainName(name, at: start).map { indexed($0, tree.inside(opening)) }
    default: return call(name, tree.inside(opening), context, depth: cursor.depth)
    }
  }

  private static let operatorWords: Set = ["if", "else", "for", "in", "and", "or", "not", "then", "unless", "is", "as"]

  private mutating func plainName(_ name: String, at index: Int) -> ListValue? {
    if name.utf8.allSatisfy(\.isDigit) {
      return ListValue(unknown(index..<index + 1).map { [$0] } ?? [], isString: true)
    }
    guard let place = list(name), take(lists[place].fields) else { return ListValue() }
    use(place)
    return ListValue(lists[place].fields, isString: lists[place].isString)
  }

  private mutating func use(_ place: Int) {
    if !lists[place].isUsed { newlyUsed.append(place) }
    lists[place].isUsed = true
    if !lists[place].isString || lists[place].fields.first?.argument.isQEMUProgram == true { references += 1 }
  }

  /// An element of a list that is known, or some of them.
  private func indexed(_ value: ListValue, _ inside: Range<Int>) -> ListValue {
    guard !value.isString, !value.fields.isEmpty else { return ListValue() }
    if inside.contains(where: { tree.symbol(at: $0)?.hasPrefix(":") == true }) { return value }
    guard inside.count == 1, let number = tree.word(at: inside.lowerBound).flatMap({ Int($0) }),
      value.fields.indices.contains(number)
    else { return ListValue() }
    return ListValue([value.fields[number]], isString: true)
  }
}

// MARK: Suffixes

extension ListReader {
  private mutating func suffix(_ cursor: inout ListCursor, _ value: ListValue) -> ListValue? {
    var index = cursor.index
    while index < cursor.end, tree.isLineEnd(index) { index += 1 }
    guard index < cursor.end else { return nil }
    if let symbol = tree.symbol(at: index) {
      if [".", "?.", "->", "!!.", "::"].contains(symbol) { return member(index, &cursor, value) }
      let isPostfix =
        symbol == "..." || ["?", "!", "!!"].contains(symbol) && tree.symbol(at: index + 1)?.hasPrefix(".") == true
      guard index == cursor.index, isPostfix || symbol == "?" && index + 1 == cursor.end else { return nil }
      cursor.index = index + 1
      return value
    }
    guard index == cursor.index, let bracket = tree.bracket(at: index), bracket != UInt8(ascii: "{") else { return nil }
    cursor.index = min(cursor.end, tree.next(index))
    return bracket == UInt8(ascii: "[") ? indexed(value, tree.inside(index)) : value
  }

  private mutating func member(_ index: Int, _ cursor: inout ListCursor, _ value: ListValue) -> ListValue? {
    guard index + 1 < cursor.end, let name = tree.word(at: index + 1) else { return nil }
    let opening = index + 2
    guard opening < cursor.end, tree.bracket(at: opening) == UInt8(ascii: "(") else {
      // In PHP and Perl, a point puts strings together.
      if value.isString, !value.fields.isEmpty { return nil }
      cursor.index = opening
      return value.isString ? ListValue() : value
    }
    cursor.index = min(cursor.end, tree.next(opening))
    return method(Self.lastPart(name), of: value, tree.inside(opening), depth: cursor.depth)
  }
}
