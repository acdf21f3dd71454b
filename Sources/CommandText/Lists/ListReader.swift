internal import SourceText

/// Finds lists of strings that are QEMU command lines in a program or data of any language, following the variables and methods that
/// such lists are gathered with.
struct ListReader {
  private let tree: ListTree
  private var variables: [String: Int] = [:]
  private var lists: [List] = []
  private var budget: Int
  /// How many names of lists the statement has had.
  private var references = 0
  /// The lists that the statement is the first to use.
  private var newlyUsed: [Int] = []
  private let lexerProblems: [TextProblem]

  /// A list, and the name it was given.
  private struct List {
    var name: String?
    var fields: [ShellField]
    var isUsed = false
  }

  init(_ file: SourceFile, in range: SourceRange, hasPlainScalars: Bool = false) {
    var lexer = ListLexer(file.bytes, in: range, hasPlainScalars: hasPlainScalars)
    lexer.read()
    tree = ListTree(file.bytes, lexer.tokens)
    lexerProblems = lexer.problems
    budget = 4 * file.bytes.count + 1 << 16
    block(tree.tokens.indices, depth: 0)
  }

  /// The commands that were found, in the order of the text.
  var commands: [TextCommand] {
    var commands: [TextCommand] = []
    var pending: [ShellField] = []
    for list in lists where !list.isUsed && !list.fields.isEmpty {
      let found = TextCommand.commands(of: pending + list.fields)
      let isProgram = list.fields.count < 3 && list.fields.first?.argument.isQEMUProgram == true
      pending = isProgram && found.isEmpty && ["command", "entrypoint"].contains(list.name) ? list.fields : []
      commands += found
    }
    for problem in lexerProblems where !commands.isEmpty {
      let owner = commands.lastIndex { $0.start <= problem.range.lowerBound } ?? 0
      commands[owner].problems.append(problem)
    }
    return commands
  }
}

extension TextCommand {
  /// The commands in the fields of a list: the list itself, and strings that hold a whole command.
  static func commands(of fields: [ShellField]) -> [TextCommand] {
    var own = TextCommand([])
    var embedded: [TextCommand] = []
    for field in fields {
      let isValue = own.arguments.last?.isFlagWithValue ?? false
      let argument = field.argument
      if isValue || !argument.bytes.contains(where: \.isBlank) || !argument.bytes.contains(UInt8(ascii: "-")) {
        own.arguments.append(argument)
        own.problems += field.problems
        continue
      }
      let found = TextCommand.shell(in: argument, problems: field.problems)
      if argument.looksLikeFlag, let first = found.first {
        own.arguments += first.arguments
        own.problems += first.problems
      } else if found.isEmpty {
        own.arguments.append(argument)
        own.problems += field.problems
      } else {
        embedded += found
      }
    }
    return (own.hasOptions ? [own.fromProgram] : []) + embedded
  }

  /// The commands in arguments that hold one as a whole: `sh -c "qemu …"`.
  var embedded: [TextCommand] {
    arguments.filter { $0.bytes.contains(where: \.isBlank) && !$0.looksLikeFlag }
      .flatMap { TextCommand.shell(in: $0) }
  }
}

// MARK: Statements

extension ListReader {
  private mutating func block(_ range: Range<Int>, depth: Int) {
    var index = range.lowerBound
    while index < range.upperBound {
      if tree.isLineEnd(index) || tree.isComma(index) {
        index += 1
        continue
      }
      let end = max(index + 1, tree.endOfStatement(from: index, before: range.upperBound))
      statement(index..<end, depth: depth)
      index = end
    }
  }

  private mutating func statement(_ range: Range<Int>, depth: Int) {
    if let (name, value, isAddition) = assignment(range) {
      let fields = fields(value, depth: depth)
      return isAddition ? add(fields, to: name) : set(name, fields)
    }
    if let (name, rest) = method(range) { return add(fields(rest, depth: depth), to: name) }
    if isDocumentation(range) { return }
    references = 0
    newlyUsed = []
    let fields = fields(range, depth: depth)
    // A call that is only given a list is not a list of its own.
    guard references != 1 || fields.isEmpty || isOwn(range) else {
      for place in newlyUsed { lists[place].isUsed = false }
      return
    }
    if !fields.isEmpty { lists.append(List(name: nil, fields: fields)) }
  }

  /// Whether a statement is a string of three quotes and nothing else: the documentation of a function of Python.
  private func isDocumentation(_ range: Range<Int>) -> Bool {
    guard range.count == 1, case .string(let field, _) = tree.tokens[range.lowerBound] else { return false }
    let quotes = tree.bytes[..<field.argument.range.lowerBound].suffix(3)
    return quotes.count == 3
      && quotes.first.map { quote in "\"'".utf8.contains(quote) && quotes.allSatisfy { $0 == quote } } == true
  }

  /// Whether an expression has an option or a program of its own.
  private func isOwn(_ range: Range<Int>) -> Bool {
    range.contains { index in
      guard case .string(let field, _) = tree.tokens[index] else { return false }
      return field.argument.looksLikeFlag || field.argument.isQEMUProgram
    }
  }

  /// `NAME = value`, `NAME: value`, `"name": value`, also with a type in between.
  private func assignment(_ range: Range<Int>) -> (name: String, value: Range<Int>, isAddition: Bool)? {
    var index = range.lowerBound
    while index < range.upperBound, let word = tree.word(at: index), Self.declarations.contains(word) { index += 1 }
    guard let name = key(at: index), let operation = tree.symbol(at: index + 1) else { return nil }
    guard ["=", ":=", ":", "+=", "=>", "<-", "<<", ".=", "|="].contains(operation) else { return nil }
    var value = index + 2..<max(index + 2, range.upperBound)
    if operation == ":", let typed = value.first(where: { tree.symbol(at: $0) == "=" }) {
      value = typed + 1..<value.upperBound
    }
    return (name, value, operation == "+=" || operation == "<<" || operation == ".=")
  }

  private static let declarations: Set = [
    "let", "mut", "var", "const", "val", "final", "static", "auto", "local", "my",
  ]

  /// The name at a token: an identifier without the object before it, or a string that is not an option.
  private func key(at index: Int) -> String? {
    if let word = tree.word(at: index) { return Self.lastPart(word) }
    guard tree.tokens.indices.contains(index), case .string(let field, _) = tree.tokens[index],
      !field.argument.looksLikeFlag, field.argument.bytes.count < 128
    else { return nil }
    return field.argument.text
  }

  private static func lastPart(_ word: String) -> String {
    String(word.split(separator: ".").last ?? "")
  }

  /// `NAME.append(…)` and its like, with all that is chained to it.
  private func method(_ range: Range<Int>) -> (name: String, rest: Range<Int>)? {
    guard let word = tree.word(at: range.lowerBound) else { return nil }
    let parts = word.split(separator: ".").map(String.init)
    if parts.count > 1, let method = parts.last, Self.adders.contains(method) {
      return (parts[parts.count - 2], range.lowerBound + 1..<range.upperBound)
    }
    var next = range.lowerBound + 1
    while next < range.upperBound, tree.isLineEnd(next) { next += 1 }
    guard parts.count == 1, variables[word] != nil, tree.symbol(at: next) == "." else { return nil }
    return (word, next..<range.upperBound)
  }

  private static let adders: Set = [
    "append", "extend", "push", "add", "arg", "args", "insert", "push_back", "concat", "Add", "AddRange", "addAll",
    "Append",
    "extend_from_slice", "push_str",
  ]

  private mutating func set(_ name: String, _ fields: [ShellField]) {
    variables[name] = lists.count
    lists.append(List(name: name, fields: fields))
  }

  private mutating func add(_ fields: [ShellField], to name: String) {
    guard let place = variables[name] else { return set(name, fields) }
    lists[place].fields += fields
  }
}

// MARK: Expressions

extension ListReader {
  /// The strings of an expression, lists flattened.
  private mutating func fields(_ range: Range<Int>, depth: Int, isList: Bool = false) -> [ShellField] {
    guard depth < 64 else { return [] }
    let items = tree.items(range)
    let joins = items.count > 1 || !isList
    return items.flatMap { item($0, depth: depth, isList: isList, joinsNeighbours: joins) }
  }

  private mutating func item(_ range: Range<Int>, depth: Int, isList: Bool, joinsNeighbours: Bool) -> [ShellField] {
    var result: [ShellField] = []
    var sum = StringSum(joinsNeighbours: joinsNeighbours)
    var index = range.lowerBound
    while index < range.upperBound {
      let next = tree.next(index)
      switch tree.tokens[index] {
      case .string(let field, let isTemplate):
        if isKey(index, range) { break }
        let filled = filled(field, isTemplate)
        if sum.isFormatting {
          format(with: [filled], &sum, &result)
        } else {
          sum.add([filled], isString: true, to: &result)
        }
      case .word: addWord(index, range, isAlone: isList && range.count == 1, depth, &sum, &result)
      case .open(let bracket, _): addGroup(index, bracket, depth, &sum, &result)
      case .symbol: sum.see(tree.symbol(at: index) ?? "")
      case .lineEnd, .comma, .close: break
      }
      index = next
    }
    if isList, result.isEmpty, let unknown = unknown(range) { return [unknown] }
    return result
  }

  /// Whether a string is the name of a member: `"args": […]`.
  private func isKey(_ index: Int, _ range: Range<Int>) -> Bool {
    guard index + 1 < range.upperBound, let symbol = tree.symbol(at: index + 1), [":", "=>", "="].contains(symbol),
      case .string(let field, _) = tree.tokens[index]
    else { return false }
    return !field.argument.looksLikeFlag
  }

  private mutating func addWord(
    _ index: Int, _ range: Range<Int>, isAlone: Bool, _ depth: Int, _ sum: inout StringSum, _ result: inout [ShellField]
  ) {
    guard let word = tree.word(at: index) else { return }
    sum.callee = Self.lastPart(word)
    if sum.isFormatting {
      return format(with: [value(of: word) ?? unknown(index..<index + 1)].compactMap { $0 }, &sum, &result)
    }
    if let place = variables[Self.lastPart(word)], take(lists[place].fields) {
      if !lists[place].isUsed { newlyUsed.append(place) }
      lists[place].isUsed = true
      references += 1
      sum.add(lists[place].fields, isString: lists[place].fields.count == 1, to: &result)
    } else if isAlone, let unknown = unknown(range) {
      sum.add([unknown], isString: true, to: &result)
    } else if sum.isConcatenating, tree.bracket(at: index + 1) == nil, let unknown = unknown(index..<index + 1) {
      sum.add([unknown], isString: true, to: &result)
    }
  }

  private mutating func addGroup(
    _ index: Int, _ bracket: UInt8, _ depth: Int, _ sum: inout StringSum, _ result: inout [ShellField]
  ) {
    let inside = tree.inside(index)
    if sum.isFormatting { return format(with: fields(inside, depth: depth + 1, isList: true), &sum, &result) }
    if bracket == UInt8(ascii: "{"), !beginsWithElement(inside) {
      result += dashedMembers(inside, depth: depth)
      return block(inside, depth: depth + 1)
    }
    let isArray = bracket != UInt8(ascii: "(")
    let callee = sum.callee ?? ""
    sum.callee = nil
    let isFormat = Self.isFormat(callee)
    let isList = isArray || !callee.isEmpty && (isFormat || tree.items(inside).count > 1)
    let fields = fields(inside, depth: depth + 1, isList: isList)
    if isFormat, callee == "format", sum.isMethod {
      format(with: fields, &sum, &result)
    } else if isFormat {
      let hasNames = callee == "format"
      let format = fields.first.map {
        filled($0, hasNames).formatted(with: Array(fields.dropFirst()), namesAreFilled: hasNames)
      }
      sum.add(format.map { [$0] } ?? [], isString: true, to: &result)
    } else if callee == "join" {
      join(fields, &result)
    } else {
      sum.add(fields, isString: false, to: &result)
    }
  }

  /// Whether a function is one that puts values into a string.
  private static func isFormat(_ callee: String) -> Bool {
    callee.lowercased().contains("format") || callee.lowercased().hasSuffix("printf")
  }

  /// `"…%s" % value`, `"…{}".format(value)`: values for the string before.
  private func format(with values: [ShellField], _ sum: inout StringSum, _ result: inout [ShellField]) {
    if let last = result.last { result[result.count - 1] = last.formatted(with: values) }
    sum.endFormat()
  }

  /// Whether braces hold a list, as in Go and C: a string that is not a name of a member comes first.
  private func beginsWithElement(_ range: Range<Int>) -> Bool {
    guard let first = range.first(where: { !tree.isLineEnd($0) }), tree.isString(first) else { return false }
    return ![":", "=", "=>"].contains(tree.symbol(at: first + 1))
  }

  /// Members whose names are options: `{"-device": "x"}`.
  private mutating func dashedMembers(_ range: Range<Int>, depth: Int) -> [ShellField] {
    let items = tree.items(range).filter { item in
      let first = item.first { !tree.isLineEnd($0) }
      guard let first, case .string(let field, _) = tree.tokens[first] else { return false }
      return field.argument.looksLikeFlag && tree.symbol(at: first + 1) == ":"
    }
    return items.flatMap { item($0, depth: depth + 1, isList: true, joinsNeighbours: false) }
  }

  /// `",".join([…])`: the string before is what is put between the others.
  private func join(_ fields: [ShellField], _ result: inout [ShellField]) {
    guard let separator = result.last, separator.argument.bytes.count < 4, var all = fields.first else {
      return result += fields
    }
    for field in fields.dropFirst() {
      all.append(separator)
      all.append(field)
    }
    result[result.count - 1] = all
  }

  private mutating func take(_ fields: [ShellField]) -> Bool {
    budget -= fields.reduce(fields.count) { $0 + $1.argument.bytes.count }
    return budget > 0
  }

  /// A part of the text whose value is not known; a number is.
  private func unknown(_ range: Range<Int>) -> ShellField? {
    let words = range.filter { !tree.isLineEnd($0) }
    guard let first = words.first, let last = words.last, let start = tree.range(first), let end = tree.range(last),
      end.upperBound > start.lowerBound
    else { return nil }
    let source = SourceRange(start.lowerBound, end.upperBound)
    var argument = CommandLineArgument(tree.bytes[source.lowerBound..<source.upperBound], at: source.lowerBound)
    if argument.bytes.allSatisfy(\.isDigit) { return ShellField(argument: argument) }
    argument.isIncomplete = true
    return ShellField(argument: argument, problems: [TextProblem(.unknownValue(argument.text), at: source)])
  }

  /// A string with the values that are known put in.
  private mutating func filled(_ field: ShellField, _ isTemplate: Bool) -> ShellField {
    guard field.argument.bytes.contains(UInt8(ascii: "{")) else { return field }
    var filler = TemplateFiller(field.argument, bracesAlone: isTemplate)
    filler.fill { value(of: $0) }
    return filler.result
  }

  /// The one string that a variable holds.
  private mutating func value(of name: String) -> ShellField? {
    guard let place = variables[Self.lastPart(name)], lists[place].fields.count == 1 else { return nil }
    lists[place].isUsed = true
    return take(lists[place].fields) ? lists[place].fields[0] : nil
  }
}

extension ListTree {
  fileprivate func range(_ index: Int) -> SourceRange? {
    switch tokens[index] {
    case .word(let range), .symbol(let range): range
    case .string(let field, _): field.argument.range
    case .open(_, let offset), .close(_, let offset): SourceRange(offset, offset + 1)
    case .comma, .lineEnd: nil
    }
  }
}
