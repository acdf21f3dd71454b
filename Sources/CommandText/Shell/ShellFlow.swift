internal import SourceText

/// A function of a script.
struct ShellFunction {
  let name: String
  let body: [ShellStatement]
  var isCalled = false
}

// MARK: Statements

extension ShellProgram {
  mutating func run(_ statements: [ShellStatement]) {
    for statement in statements {
      switch statement {
      case .simple(let words): run(words)
      case .branches(let branches, let range): run(branches, at: range)
      case .loop(let loop, let range): run(loop, at: range)
      case .function(let name, let body): define(name, body)
      }
    }
  }

  /// Runs each branch with the values from before. Of the values that they set, the first is taken.
  private mutating func run(_ branches: [[ShellStatement]], at range: SourceRange) {
    let before = variables
    var results: [ShellVariables] = []
    for branch in branches where !branch.isEmpty {
      variables.beginBranch(from: before)
      run(branch)
      results.append(variables)
    }
    var names: Set<String> = []
    for result in results { names.formUnion(result.changed) }
    variables.beginBranch(from: before)
    for name in names.sorted() {
      let values = results.filter { $0.changed.contains(name) }.compactMap { $0[name] }
      variables.restore(name, Self.merged(values, of: name, before: before[name], at: range))
    }
    variables.changed = before.changed.union(names)
  }

  private static func merged(
    _ values: [[ShellField]], of name: String, before: [ShellField]?, at range: SourceRange
  ) -> [ShellField]? {
    guard let value = values.first(where: { !$0.isEmptyText }) ?? values.first else { return before }
    let count = before.map { value.isExtension(of: $0) ? $0.count : 0 } ?? 0
    if let before, count == 0, !before.isEmptyText, value.isUnknown, !before.isUnknown {
      return before.marked(name, .unchanged, from: 0, at: range)
    }
    let areSame = values.allSatisfy { $0.hasText(of: value) }
    if areSame, before.map(value.hasText) ?? false { return before }
    return value.marked(name, values.count > 1 && !areSame ? .alternatives : .branch, from: count, at: range)
  }

  // MARK: Loops

  /// Runs a loop once for each value that is known, or once in all.
  private mutating func run(_ loop: ShellLoop, at range: SourceRange) {
    nesting += 1
    defer { nesting -= 1 }
    if let name = loop.name, let values = loop.words.map({ expand($0[...]).flatMap(\.numbers) }), !values.isUnknown,
      !values.contains(where: \.isPattern),
      nesting < 8, values.count * (loop.body.count + 1) <= budget
    {
      budget -= values.count * (loop.body.count + 1)
      for value in values {
        variables.set(name, [value])
        run(loop.body)
      }
      return
    }
    let before = variables
    variables.beginBranch(from: before)
    if let name = loop.name { variables.forget(name) }
    run(loop.body)
    let result = variables
    for name in result.changed.sorted() where name != loop.name {
      guard let value = result[name] else { continue }
      let isMarked = value.contains { $0.problems.contains(where: \.isConditional) }
      let merged = isMarked ? value : Self.merged([value], of: name, before: before[name], at: range)
      variables.restore(name, isMarked ? value : merged.map { $0.inLoop(at: range) })
    }
    variables.changed.formUnion(before.changed)
  }
}

// MARK: Functions

extension ShellProgram {
  private mutating func define(_ name: String, _ body: [ShellStatement]) {
    functions.removeAll { $0.name == name && !$0.isCalled }
    functions.append(ShellFunction(name: name, body: body))
  }

  /// Runs a function with arguments.
  /// - Returns: whether there is one of this name.
  mutating func call(_ name: String, _ arguments: ArraySlice<ShellField>) -> Bool {
    guard let index = functions.lastIndex(where: { $0.name == name }), nesting < 8, budget > 0 else { return false }
    budget -= functions[index].body.count + 1
    functions[index].isCalled = true
    let outer = variables
    setArguments(Array(arguments))
    nesting += 1
    run(functions[index].body)
    nesting -= 1
    for name in Self.positional { variables.restore(name, outer[name]) }
    return true
  }

  /// Functions that nothing calls by name, such as those that `"$1"` selects, run without arguments.
  mutating func runUncalledFunctions() {
    for function in functions where !function.isCalled {
      nesting += 1
      run(function.body)
      nesting -= 1
    }
  }

  private static let positional = ["@", "1", "2", "3", "4", "5", "6", "7", "8", "9"]

  /// Sets `$@`, `$1` and so on.
  mutating func setArguments(_ fields: [ShellField]) {
    variables.set("@", fields)
    for (number, name) in Self.positional.dropFirst().enumerated() {
      variables.restore(name, number < fields.count ? [fields[number]] : [])
    }
  }

  mutating func shift() {
    if let fields = variables["@"] { setArguments(Array(fields.dropFirst())) }
  }
}

// MARK: Values

extension [ShellField] {
  fileprivate var isUnknown: Bool {
    contains { $0.problems.contains { if case .unknownValue = $0.kind { true } else { false } } }
  }

  fileprivate var isEmptyText: Bool { allSatisfy(\.argument.bytes.isEmpty) }

  /// Whether the texts are the same.
  fileprivate func hasText(of other: [ShellField]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.argument.bytes == $1.argument.bytes }
  }

  /// Whether it is a list with more elements at its end, or its first text with more text.
  fileprivate func isExtension(of other: [ShellField]) -> Bool {
    guard let last = other.last, count >= other.count, !other.isEmptyText else { return false }
    let isLonger = count > other.count || self[count - 1].argument.bytes.count > last.argument.bytes.count
    return isLonger && zip(self, other).allSatisfy { $0.argument.bytes.starts(with: $1.argument.bytes) }
  }

  /// With a remark that a value depends on a condition, on the elements that do.
  fileprivate func marked(
    _ name: String, _ use: TextProblem.ConditionalUse, from count: Int, at range: SourceRange
  ) -> [ShellField] {
    guard !isEmpty else { return self }
    var fields = self
    // A text that was added to is one element.
    for index in Swift.min(count, self.count - 1)..<self.count {
      fields[index].problems.append(TextProblem(.conditional(name: name, use), at: range))
    }
    return fields
  }

  /// With the remarks about a loop instead of a condition.
  fileprivate func inLoop(at range: SourceRange) -> [ShellField] {
    map { field in
      var field = field
      field.problems = field.problems.map { problem in
        guard problem.range == range, case .conditional(let name, .branch) = problem.kind else { return problem }
        return TextProblem(.conditional(name: name, .loop), at: range)
      }
      return field
    }
  }
}

extension ShellField {
  /// Whether a shell would replace it with the names of files.
  fileprivate var isPattern: Bool { argument.bytes.contains { "*?".utf8.contains($0) } }

  /// The numbers of `{1..3}`, as fields; itself for another text.
  fileprivate var numbers: [ShellField] {
    let text = argument.bytes.count < 16 ? argument.text : ""
    guard text.hasPrefix("{"), text.hasSuffix("}") else { return [self] }
    let ends = text.dropFirst().dropLast().split(separator: "..", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last, last - first < 100 else {
      return [self]
    }
    return (first...last).map {
      ShellField(argument: CommandLineArgument("\($0)".utf8, standingFor: argument.range))
    }
  }
}
