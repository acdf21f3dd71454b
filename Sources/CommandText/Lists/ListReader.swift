internal import SourceText

/// Finds lists of strings that are QEMU command lines in a program or data of any language, following the variables and methods that
/// such lists are gathered with.
struct ListReader {
  let tree: ListTree
  private var variables: [String: Int] = [:]
  /// The names that are given members.
  private var objects: Set<String> = []
  var lists: [List] = []
  private var budget: Int
  /// How many names of lists the statement has had.
  var references = 0
  /// The lists that the statement is the first to use.
  var newlyUsed: [Int] = []
  private let lexerProblems: [TextProblem]
  private let conditions: ListConditions
  /// The condition that the statement is in.
  private var branch: ListConditions.Branch?

  /// A list, and the name it was given.
  struct List {
    var name: String?
    var fields: [ShellField]
    /// Whether it is no list but one string.
    var isString = false
    /// Which branch of each condition has changed the list.
    var branches: [Int: Int] = [:]
    var isUsed = false
  }

  init(_ file: SourceFile, in range: SourceRange, hasPlainScalars: Bool = false) {
    var lexer = ListLexer(file.bytes, in: range, hasPlainScalars: hasPlainScalars)
    lexer.read()
    tree = ListTree(file.bytes, lexer.tokens)
    lexerProblems = lexer.problems
    conditions = ListConditions(file.bytes, in: range)
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
  mutating func block(_ range: Range<Int>, depth: Int) {
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
    let range = behindCondition(range)
    branch = tree.start(range.lowerBound).flatMap(conditions.branch)
    if let (name, value, isAddition) = assignment(range) { return assign(value, to: name, isAddition, depth: depth) }
    if method(range, depth: depth) || variableBlock(range, depth: depth) || isDocumentation(range) { return }
    references = 0
    newlyUsed = []
    let fields = value(range, .statement, depth: depth).fields
    // A call that is only given a list is not a list of its own.
    guard references != 1 || fields.isEmpty || isOwn(range) else {
      for place in newlyUsed { lists[place].isUsed = false }
      return
    }
    if !fields.isEmpty { lists.append(List(name: nil, fields: fields)) }
  }

  private mutating func assign(_ range: Range<Int>, to name: String, _ isAddition: Bool, depth: Int) {
    if range.contains(where: { tree.bracket(at: $0) == UInt8(ascii: "{") }) { objects.insert(name) }
    let isEmptyList =
      range.count < 8
      && range.contains { index in
        tree.bracket(at: index).map { $0 != UInt8(ascii: "(") } == true && tree.inside(index).isEmpty
      }
    let value = value(range, isAddition ? .element : .value, depth: depth)
    if isAddition { return add(value.fields, to: name, isString: value.isString) }
    if value.fields.isEmpty, !isEmptyList { return forget(name) }
    if keepsValue(of: name, whenSetTo: value.fields) { return }
    set(name, marked(value.fields, name, branch), isString: value.isString)
  }

  /// A value that is not known is not taken in a branch where there is one from before.
  private mutating func forget(_ name: String) {
    guard branch != nil, let place = variables[name], lists[place].isString else { return variables[name] = nil }
    mark(place, name, .unchanged)
  }

  /// Whether another branch of the condition has set the value, or it is the same.
  private mutating func keepsValue(of name: String, whenSetTo fields: [ShellField]) -> Bool {
    guard let branch, let place = variables[name] else { return false }
    if let first = lists[place].branches[branch.chain], first != branch.number {
      mark(place, name, .alternatives)
      return true
    }
    return lists[place].fields.map(\.argument.bytes) == fields.map(\.argument.bytes)
  }

  private mutating func mark(_ place: Int, _ name: String, _ use: TextProblem.ConditionalUse) {
    guard let branch, let first = lists[place].fields.indices.first else { return }
    let problem = TextProblem(.conditional(name: name, use), at: branch.keyword)
    let weaker = TextProblem(.conditional(name: name, .branch), at: branch.keyword)
    for index in lists[place].fields.indices { lists[place].fields[index].problems.removeAll { $0 == weaker } }
    if !lists[place].fields[first].problems.contains(problem) { lists[place].fields[first].problems.append(problem) }
  }

  private func marked(_ fields: [ShellField], _ name: String, _ branch: ListConditions.Branch?) -> [ShellField] {
    guard let branch, var first = fields.first else { return fields }
    let problem = TextProblem(.conditional(name: name, branch.isLoop ? .loop : .branch), at: branch.keyword)
    if !first.problems.contains(problem) { first.problems.append(problem) }
    return [first] + fields.dropFirst()
  }

  /// What follows a condition on its line: `if (x) args.push("-s")`, `if x: args.append("-s")`.
  private func behindCondition(_ range: Range<Int>) -> Range<Int> {
    guard let word = tree.word(at: range.lowerBound), ["if", "for", "while", "unless", "elif"].contains(word) else {
      return range
    }
    if tree.bracket(at: range.lowerBound + 1) == UInt8(ascii: "(") {
      let next = tree.next(range.lowerBound + 1)
      if next < range.upperBound, tree.word(at: next) != nil { return next..<range.upperBound }
    }
    var index = range.lowerBound + 1
    while index < range.upperBound, index < range.lowerBound + 64 {
      if tree.symbol(at: index) == ":", index + 1 < range.upperBound { return index + 1..<range.upperBound }
      index = tree.next(index)
    }
    return range
  }

  /// `variable "NAME" { default = … }` of HCL.
  private mutating func variableBlock(_ range: Range<Int>, depth: Int) -> Bool {
    let start = range.lowerBound
    guard range.count > 2, tree.word(at: start) == "variable", tree.bracket(at: start + 2) == UInt8(ascii: "{"),
      case .string(let name, _) = tree.tokens[start + 1]
    else { return false }
    variables["default"] = nil
    block(tree.inside(start + 2), depth: depth + 1)
    variables[name.argument.text] = variables["default"]
    return true
  }

  /// Whether a statement is a string of three quotes and nothing else: the documentation of a function of Python.
  private func isDocumentation(_ range: Range<Int>) -> Bool {
    guard range.count == 1, case .string(let field, _) = tree.tokens[range.lowerBound] else { return false }
    let quotes = tree.bytes[..<field.argument.range.lowerBound].suffix(3)
    return quotes.count == 3
      && quotes.first.map { quote in "\"'".utf8.contains(quote) && quotes.allSatisfy { $0 == quote } } == true
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
    if let word = tree.word(at: index) { return Self.ownName(word) }
    guard tree.tokens.indices.contains(index), case .string(let field, _) = tree.tokens[index],
      !field.argument.looksLikeFlag, field.argument.bytes.count < 128
    else { return nil }
    return field.argument.text
  }

  static func lastPart(_ word: String) -> String { String(word.split(separator: ".").last ?? "") }

  /// A name without the object that a program is in itself, or the namespace of variables.
  private static func ownName(_ word: String) -> String {
    guard let point = word.firstIndex(of: "."), ownObjects.contains(String(word[..<point])) else { return word }
    return String(word[word.index(after: point)...])
  }

  private static let ownObjects: Set = ["self", "this", "cls", "Self", "var", "local", "locals", "vars", "Values"]

  /// `NAME.append(…)` and its like, with all that is chained to it.
  private mutating func method(_ range: Range<Int>, depth: Int) -> Bool {
    guard let word = tree.word(at: range.lowerBound) else { return false }
    if let point = word.lastIndex(of: "."), Self.adders.contains(String(word[word.index(after: point)...])),
      tree.bracket(at: range.lowerBound + 1) == UInt8(ascii: "(")
    {
      let name = Self.ownName(String(word[..<point]))
      return addCalls(range.lowerBound + 1..<range.upperBound, Self.lastPart(word), to: name, depth: depth)
    }
    var next = range.lowerBound + 1
    while next < range.upperBound, tree.isLineEnd(next) { next += 1 }
    guard !word.contains("."), variables[word] != nil, tree.symbol(at: next) == "." else { return false }
    return addCalls(next..<range.upperBound, "", to: word, depth: depth)
  }

  /// What the methods in a chain of calls add to a list.
  private mutating func addCalls(_ range: Range<Int>, _ first: String, to name: String, depth: Int) -> Bool {
    var method = first
    var index = range.lowerBound
    while index < range.upperBound {
      let next = tree.next(index)
      if let word = tree.word(at: index) { method = Self.lastPart(word) }
      if tree.bracket(at: index) == UInt8(ascii: "("), Self.adders.contains(method) {
        add(added(method, tree.inside(index), depth: depth), to: name, isString: false)
      }
      index = next
    }
    return true
  }

  static let adders: Set = [
    "append", "extend", "push", "add", "arg", "args", "insert", "push_back", "concat", "Add", "AddRange", "addAll",
    "Append",
    "extend_from_slice", "push_str",
  ]

  private mutating func set(_ name: String, _ fields: [ShellField], isString: Bool) {
    variables[name] = lists.count
    var list = List(name: name, fields: fields, isString: isString)
    if let branch { list.branches[branch.chain] = branch.number }
    lists.append(list)
  }

  private mutating func add(_ fields: [ShellField], to name: String, isString: Bool) {
    guard let place = variables[name] else { return set(name, marked(fields, name, branch), isString: isString) }
    if let branch {
      if let first = lists[place].branches[branch.chain], first != branch.number {
        return mark(place, name, .alternatives)
      }
      lists[place].branches[branch.chain] = branch.number
    }
    let fields = marked(fields, name, branch)
    guard isString, lists[place].isString, lists[place].fields.count == 1, let more = fields.first else {
      lists[place].fields += fields
      lists[place].isString = false
      return
    }
    lists[place].fields[0].append(more)
  }
}

// MARK: Values

extension ListReader {
  /// Whether an expression has an option or a program of its own.
  func isOwn(_ range: Range<Int>) -> Bool {
    range.contains { index in
      guard case .string(let field, _) = tree.tokens[index] else { return false }
      return field.argument.looksLikeFlag || field.argument.isQEMUProgram
    }
  }

  /// The list of a name.
  func list(_ word: String) -> Int? {
    let name = Self.ownName(word)
    if let place = variables[name] { return place }
    guard let point = name.lastIndex(of: ".") else { return nil }
    let last = String(name[name.index(after: point)...])
    let isConstant = last.allSatisfy { $0.isUppercase || $0 == "_" || $0.isNumber }
    return isConstant || objects.contains(String(name[..<point])) ? variables[last] : nil
  }

  mutating func take(_ fields: [ShellField]) -> Bool {
    budget -= fields.reduce(fields.count) { $0 + $1.argument.bytes.count }
    return budget > 0
  }

  /// A part of the text whose value is not known; a number is.
  func unknown(_ range: Range<Int>) -> ShellField? {
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
  mutating func filled(_ field: ShellField, _ template: StringTemplate) -> ShellField {
    guard TemplateFiller.mayFill(field.argument.bytes) else { return field }
    let isShell = field.argument.bytes.contains(where: \.isBlank)
    var filler = TemplateFiller(field, template, hasPlainDollars: !isShell)
    filler.fill { value(of: $0) }
    return filler.result
  }

  /// The one string that a variable holds.
  private mutating func value(of name: String) -> ShellField? {
    guard let place = list(name), lists[place].isString, lists[place].fields.count == 1 else { return nil }
    lists[place].isUsed = true
    return take(lists[place].fields) ? lists[place].fields[0] : nil
  }
}

extension ListTree {
  /// Where a token begins; nil for commas and line ends.
  fileprivate func start(_ index: Int) -> Int? { tokens.indices.contains(index) ? range(index)?.lowerBound : nil }

  fileprivate func range(_ index: Int) -> SourceRange? {
    switch tokens[index] {
    case .word(let range), .symbol(let range): range
    case .string(let field, _): quoted(field.argument.range)
    case .open(_, let offset), .close(_, let offset): SourceRange(offset, offset + 1)
    case .comma, .lineEnd: nil
    }
  }

  /// The range of a string with its quotes.
  private func quoted(_ range: SourceRange) -> SourceRange {
    let isQuote = { (index: Int) in bytes.indices.contains(index) && "\"'`".utf8.contains(bytes[index]) }
    return SourceRange(
      isQuote(range.lowerBound - 1) ? range.lowerBound - 1 : range.lowerBound,
      isQuote(range.upperBound) ? range.upperBound + 1 : range.upperBound)
  }
}
