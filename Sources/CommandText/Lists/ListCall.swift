internal import SourceText

// MARK: Functions

extension ListReader {
  /// What a call returns: the strings that it puts together, the list that it is given, or nothing that is known.
  mutating func call(_ callee: String, _ inside: Range<Int>, _ context: ListContext, depth: Int) -> ListValue {
    let name = Self.lastPart(callee)
    if Self.isFormat(name) { return format(name, inside, depth: depth) }
    if name == "join" || name == "Join" { return joined(callee, inside, depth: depth) }
    if Self.conversions.contains(name) {
      let items = tree.items(inside)
      return items.count == 1 ? value(items[0], .value, depth: depth + 1) : ListValue()
    }
    if Self.listFunctions.contains(name) { return ListValue(elements(inside, depth: depth + 1)) }
    guard context == .statement || isOwn(inside) else { return ListValue() }
    return ListValue(arguments(inside, depth: depth))
  }

  /// Functions that return what they are given as a string.
  private static let conversions: Set = [
    "str", "String", "string", "from", "Path", "PathBuf", "OsString", "Sprint", "quote", "to_string", "int", "Itoa",
    "toString", "strdup", "Into", "Some", "Ok", "bytes", "split", "lines", "words", "to_list", "toset", "tolist",
  ]

  /// Functions that return a list of what they are given.
  private static let listFunctions: Set = [
    "append", "concat", "flatten", "list", "tuple", "chain", "vec", "of", "asList", "listOf", "arrayOf",
    "mutableListOf",
    "Array", "array", "compact", "array_merge", "sorted", "distinct", "from_iter", "List", "Vector", "optionals",
    "lappend",
  ]

  /// Whether a function is one that puts values into a string.
  private static func isFormat(_ callee: String) -> Bool {
    callee.lowercased().contains("format") || callee.lowercased().hasSuffix("printf")
  }

  private mutating func format(_ callee: String, _ inside: Range<Int>, depth: Int) -> ListValue {
    let items = tree.items(inside)
    guard let first = items.first, let index = first.first(where: { !tree.isLineEnd($0) }),
      case .string(let text, _) = tree.tokens[index]
    else { return ListValue() }
    let hasNames = callee == "format"
    let values = items.dropFirst().flatMap { value($0, .element, depth: depth + 1).fields }
    let format = filled(text, hasNames ? .names : .none).formatted(with: values, namesAreFilled: hasNames)
    return ListValue([format], isString: true)
  }

  /// `path.join(a, b)`, `strings.Join(list, ",")`, `join(",", list)`.
  private mutating func joined(_ callee: String, _ inside: Range<Int>, depth: Int) -> ListValue {
    let values = tree.items(inside).map { value($0, .element, depth: depth + 1) }
    if callee.lowercased().contains("path") {
      let fields = values.flatMap(\.fields)
      let slash = ShellField(argument: CommandLineArgument("/".utf8, at: fields.first?.argument.range.upperBound ?? 0))
      return Self.join(fields, slash)
    }
    guard values.count == 2 else { return ListValue() }
    let (list, separator) = values[0].isString ? (values[1], values[0]) : (values[0], values[1])
    guard !list.isString, separator.isString, let first = separator.fields.first else { return ListValue() }
    return Self.join(list.fields, first)
  }

  private static func join(_ fields: [ShellField], _ separator: ShellField) -> ListValue {
    guard var all = fields.first else { return ListValue() }
    for field in fields.dropFirst() {
      all.append(separator)
      all.append(field)
    }
    return ListValue([all], isString: true)
  }

  /// The arguments of a function that starts a program: a list and the program before it, or words.
  private mutating func arguments(_ inside: Range<Int>, depth: Int) -> [ShellField] {
    let values = tree.items(inside).map { value($0, .element, depth: depth + 1) }
    guard let last = values.lastIndex(where: { !$0.isString && !$0.fields.isEmpty }) else {
      return values.flatMap(\.fields)
    }
    return values[...last].filter { !$0.isString || $0.fields.allSatisfy(\.problems.isEmpty) }.flatMap(\.fields)
  }
}

// MARK: Methods

extension ListReader {
  mutating func method(_ name: String, of value: ListValue, _ inside: Range<Int>, depth: Int) -> ListValue {
    if value.isString, let first = value.fields.first {
      return method(name, ofString: first, inside, depth: depth)
    }
    if Self.adders.contains(name) { return ListValue(value.fields + added(name, inside, depth: depth)) }
    if name == "join", let separator = self.value(inside, .value, depth: depth + 1).fields.first {
      return Self.join(value.fields, separator)
    }
    return isOwn(inside) ? ListValue(value.fields + arguments(inside, depth: depth)) : value
  }

  private mutating func method(
    _ name: String, ofString text: ShellField, _ inside: Range<Int>, depth: Int
  ) -> ListValue {
    if name == "format" || name == "formatted" {
      return ListValue([text.formatted(with: elements(inside, depth: depth + 1))], isString: true)
    }
    if name == "join" { return Self.join(elements(inside, depth: depth + 1), text) }
    return Self.transparent.contains(name) ? ListValue([text], isString: true) : ListValue()
  }

  /// Methods of strings that do not change them.
  private static let transparent: Set = [
    "to_string", "to_owned", "into", "clone", "as_str", "toString", "strip", "trim", "c_str", "encode", "decode",
    "split",
    "lines", "chomp", "freeze", "unwrap", "expect", "as_ref", "to_str", "String", "dup", "split_whitespace", "intern",
  ]

  /// The elements that a method adds to a list; the first argument of `insert` is a number.
  mutating func added(_ method: String, _ inside: Range<Int>, depth: Int) -> [ShellField] {
    guard method == "insert", let first = tree.items(inside).first else { return elements(inside, depth: depth + 1) }
    return elements(min(first.upperBound + 1, inside.upperBound)..<inside.upperBound, depth: depth + 1)
  }
}
