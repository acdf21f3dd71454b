internal import SourceText

/// Follows a script as far as its variables go, and finds the commands that call QEMU.
struct ShellProgram {
  var variables: ShellVariables
  private var commands: [TextCommand] = []
  /// How many words of `eval` this text is inside of.
  private let depth: Int
  /// The functions, in the order of their definition.
  var functions: [ShellFunction] = []
  /// How many statements may still be followed more than once.
  var budget: Int
  /// How many functions and loops are open.
  var nesting = 0

  /// The commands of some tokens. Options that no command of QEMU has, because they are gathered for another file or pasted
  /// without the program, are a command of their own where there is no other.
  static func commands(
    of lexer: ShellLexer, preset: [(name: String, value: ShellField)] = [], depth: Int = 0
  ) -> [TextCommand] {
    var program = ShellProgram(
      variables: ShellVariables(budget: 4 * lexer.bytes.count + 1 << 16), depth: depth,
      budget: lexer.tokens.count + 1000)
    for (name, value) in preset { program.variables.set(name, [value]) }
    program.run(ShellParser.statements(lexer.tokens))
    program.runUncalledFunctions()
    program.commands.sort { $0.start < $1.start }
    var calls = program.calls
    if calls.isEmpty { calls = program.loose.map { [$0] } ?? [] }
    for problem in lexer.problems where !calls.isEmpty {
      let owner = calls.lastIndex { $0.start <= problem.range.lowerBound } ?? 0
      calls[owner].problems.append(problem)
    }
    return calls
  }

  /// The commands that call QEMU with options.
  private var calls: [TextCommand] {
    commands.compactMap { command in
      guard let start = command.programIndex else { return nil }
      let call = TextCommand(Array(command.arguments[start...]), problems: command.problems)
      return call.hasOptions ? call : nil
    }
  }

  /// All other words, and the values of variables that no command has used.
  private var loose: TextCommand? {
    var parts: [TextCommand] = []
    for (index, command) in commands.enumerated() {
      let goesOn = index > 0 && commands[index - 1].arguments.last?.isFlagWithValue == true
      if goesOn || command.arguments.contains(where: \.isFlagWithValue) { parts.append(command) }
    }
    for name in variables.names where !variables.used.contains(name) {
      let fields = (variables[name] ?? []).flatMap(\.words)
      guard fields.contains(where: \.argument.isFlagWithValue) else { continue }
      parts.append(TextCommand(fields.map(\.argument), problems: fields.flatMap(\.problems)))
    }
    if parts.isEmpty, commands.count == 1, commands[0].hasOptions { return commands[0] }
    guard !parts.isEmpty else { return nil }
    parts.sort { $0.start < $1.start }
    return TextCommand(parts.flatMap(\.arguments), problems: parts.flatMap(\.problems))
  }
}

extension ShellProgram {
  /// Runs a simple command.
  mutating func run(_ words: [ShellWord]) {
    var words = words[...]
    if assignLikeMake(words) { return }
    if let first = words.first?.bareText, Self.declarations.contains(first) {
      for word in words.dropFirst() { _ = assign(word) }
      return
    }
    while let first = words.first, assign(first) { words.removeFirst() }
    guard let first = words.first else { return }
    if first.bareText == "set", words.dropFirst().first?.bareText == "--" {
      return setArguments(expand(words.dropFirst(2)))
    }
    if first.bareText == "shift" { return shift() }
    let fields = expand(words)
    if let name = first.bareText, call(name, fields.dropFirst()) { return }
    if first.bareText == "eval" { return evaluate(fields.dropFirst()) }
    let known = fields.filter { !Self.isPositional($0) }
    commands.append(TextCommand(known.map(\.argument), problems: known.flatMap(\.problems)))
  }

  private static let declarations: Set = ["local", "export", "declare", "readonly", "typeset"]

  mutating func expand(_ words: ArraySlice<ShellWord>) -> [ShellField] {
    var fields: [ShellField] = []
    for word in words {
      guard word.elements == nil else { continue }
      fields += variables.expand(word)
    }
    return fields
  }

  /// The arguments that a script was called with are not those of the command.
  private static func isPositional(_ field: ShellField) -> Bool {
    field.argument.bytes.count <= 4 && ["$@", "$*", "${@}", "${*}"].contains(field.argument.text)
  }

  /// Takes `NAME=value`, `NAME+=value`, `NAME=(…)`.
  private mutating func assign(_ word: ShellWord) -> Bool {
    guard case .text(let head, isQuoted: false)? = word.parts.first,
      let equals = head.bytes.prefix(256).firstIndex(of: UInt8(ascii: "="))
    else { return false }
    let isAddition = equals > 0 && head.bytes[equals - 1] == UInt8(ascii: "+")
    let name = head.bytes[..<(isAddition ? equals - 1 : equals)]
    guard let first = name.first, !first.isDigit, name.allSatisfy(\.isNamePart) else { return false }
    let fields: [ShellField]
    if let elements = word.elements {
      fields = elements.flatMap { variables.expand($0) }
    } else {
      var value = word
      value.parts[0] = .text(head.slice(equals + 1..<head.bytes.count), isQuoted: false)
      fields = [variables.text(value)]
    }
    let text = String(decoding: name, as: UTF8.self)
    if isAddition {
      variables.add(text, fields, asElements: word.elements != nil)
    } else {
      variables.set(text, fields)
    }
    return true
  }

  /// Takes `NAME = words`, `NAME := words`, `NAME += words` of make.
  private mutating func assignLikeMake(_ words: ArraySlice<ShellWord>) -> Bool {
    guard words.count > 1, let name = words.first?.bareText, let operation = words.dropFirst().first?.bareText,
      ["=", ":=", "?=", "+=", "::="].contains(operation), name.utf8.allSatisfy(\.isNamePart)
    else { return false }
    let fields = expand(words.dropFirst(2))
    if operation == "+=" {
      variables.add(name, fields, asElements: true)
    } else {
      variables.set(name, fields)
    }
    return true
  }

  /// The words of `eval` are read once more.
  private mutating func evaluate(_ fields: ArraySlice<ShellField>) {
    guard depth < 4, var all = fields.first?.argument else { return }
    for field in fields.dropFirst() { all.join(field.argument) }
    commands += TextCommand.shell(in: all, problems: fields.flatMap(\.problems), depth: depth + 1)
  }
}

extension TextCommand {
  /// The commands in an argument that holds shell text.
  package static func shell(
    in argument: CommandLineArgument, problems: [TextProblem] = [], depth: Int = 0
  ) -> [TextCommand] {
    var lexer = ShellLexer(argument.bytes, in: SourceRange(0, argument.bytes.count))
    lexer.read()
    return ShellProgram.commands(of: lexer, depth: depth).map { command in
      TextCommand(
        command.arguments.map { $0.mapped(through: argument) },
        problems: problems + command.problems.map { $0.mapped(through: argument) })
    }
  }

  /// Where the program is. The value of an option is none, such as `-L /usr/share/qemu`; it can be that of another program's, such as
  /// `start-stop-daemon -x /usr/bin/qemu-system-x86_64`.
  package var programIndex: Int? {
    arguments.indices.first { index in
      guard arguments[index].isQEMUProgram else { return false }
      let text = arguments[index].text
      return index == 0 || !arguments[index - 1].isFlagWithValue || text.hasPrefix("$") || text.contains("qemu-")
    }
  }
}

extension TextProblem {
  package func mapped(through argument: CommandLineArgument) -> TextProblem {
    TextProblem(kind, at: argument.range(of: range.lowerBound..<max(range.lowerBound, range.upperBound)))
  }
}

extension ShellField {
  /// The words of the value of a variable.
  fileprivate var words: [ShellField] {
    guard argument.bytes.contains(where: \.isBlank), argument.bytes.contains(UInt8(ascii: "-")) else { return [self] }
    return argument.splitAtBlanks.fields.map { part in
      ShellField(argument: part, problems: problems(of: part))
    }
  }
}
