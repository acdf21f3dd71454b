internal import SourceText

/// An argument that a shell would pass, and what is not known of it.
struct ShellField {
  var argument: CommandLineArgument
  var problems: [TextProblem] = []

  /// The problems that concern a part of the argument.
  func problems(of part: CommandLineArgument) -> [TextProblem] {
    problems.filter { $0.isConditional || part.range.overlaps($0.range) }
  }

  mutating func append(_ other: ShellField) {
    argument.append(other.argument)
    problems += other.problems
  }
}

/// The variables of a script, and what words are once their values are put in.
struct ShellVariables {
  private var values: [String: [ShellField]] = [:]
  /// The names in the order of their first assignment.
  private(set) var names: [String] = []
  private var seen: Set<String> = []
  private(set) var used: Set<String> = []
  /// The variables that were set since this was emptied.
  var changed: Set<String> = []
  /// How many bytes may still be put in: a variable that holds itself twice doubles with each line.
  private var budget: Int

  init(budget: Int) { self.budget = budget }

  subscript(name: String) -> [ShellField]? { values[name] }

  mutating func set(_ name: String, _ fields: [ShellField]) {
    if values.updateValue(fields, forKey: name) == nil, seen.insert(name).inserted { names.append(name) }
    changed.insert(name)
  }

  /// Makes a value unknown.
  mutating func forget(_ name: String) {
    values[name] = nil
    changed.insert(name)
  }

  /// Sets or forgets a variable.
  mutating func restore(_ name: String, _ fields: [ShellField]?) {
    if let fields { set(name, fields) } else { forget(name) }
  }

  /// Goes back to values from before, with no changes since.
  mutating func beginBranch(from before: ShellVariables) {
    values = before.values
    changed = []
  }

  /// `NAME+=text` adds to the text, `NAME+=(…)` adds elements.
  mutating func add(_ name: String, _ fields: [ShellField], asElements: Bool) {
    let count = values[name]?.count ?? 0
    guard count > 0 else { return set(name, fields) }
    changed.insert(name)
    // In place: a copy of all that was added before would make many additions quadratic.
    if !asElements, let more = fields.first {
      values[name]?[count - 1].append(more)
    } else {
      values[name]? += fields
    }
  }

  /// The arguments that a word expands to.
  /// - Parameter splits: whether blanks in unquoted values separate arguments, as they do outside assignments.
  mutating func expand(_ word: ShellWord, splits: Bool = true, depth: Int = 0) -> [ShellField] {
    var fields: [ShellField] = []
    var open: ShellField?
    for part in word.parts {
      switch part {
      case .text(let text, _): Self.append(ShellField(argument: text), to: &open)
      case .expansion(let expansion, let isQuoted):
        guard let value = value(expansion, depth) else { continue }
        let splits = splits && !isQuoted && !expansion.isSpelled(by: value)
        put(value, isWhole: expansion.isWholeArray && isQuoted, splits, &open, &fields)
      }
    }
    if let open, !(open.argument.bytes.isEmpty && word.isOnlyArray) { fields.append(open) }
    return fields
  }

  /// The expansion of a word as one text.
  mutating func text(_ word: ShellWord) -> ShellField {
    let fields = expand(word, splits: false)
    guard var all = fields.first else { return ShellField(argument: CommandLineArgument(at: word.range.upperBound)) }
    for field in fields.dropFirst() {
      all.argument.join(field.argument)
      all.problems += field.problems
    }
    return all
  }
}

extension ShellVariables {
  private static func append(_ field: ShellField, to open: inout ShellField?) {
    if open == nil { open = field } else { open?.append(field) }
  }

  private func put(
    _ value: [ShellField], isWhole: Bool, _ splits: Bool, _ open: inout ShellField?, _ fields: inout [ShellField]
  ) {
    for (index, field) in value.enumerated() {
      if index > 0, isWhole || splits, let ended = open {
        fields.append(ended)
        open = nil
      }
      if splits { split(field, &open, &fields) } else { Self.append(field, to: &open) }
    }
  }

  private func split(_ field: ShellField, _ open: inout ShellField?, _ fields: inout [ShellField]) {
    guard field.argument.bytes.contains(where: \.isBlank) else { return Self.append(field, to: &open) }
    let (parts, beginsBlank, endsBlank) = field.argument.splitAtBlanks
    for (index, part) in parts.enumerated() {
      if index > 0 || beginsBlank, let ended = open {
        fields.append(ended)
        open = nil
      }
      let problems = field.problems(of: part)
      Self.append(ShellField(argument: part, problems: problems), to: &open)
    }
    if endsBlank, let ended = open {
      fields.append(ended)
      open = nil
    }
  }

  /// What is put in; the spelling where it is not known, nil where it is nothing.
  private mutating func value(_ expansion: ShellExpansion, _ depth: Int) -> [ShellField]? {
    let known = expansion.name.flatMap { values[$0] }
    if let (kind, word) = expansion.fallback, depth < 8 {
      if kind == .whenSet { return known == nil ? nil : expand(word, splits: false, depth: depth + 1) }
      if known?.isEmpty ?? true || known?.first?.argument.bytes.isEmpty ?? true {
        return expand(word, splits: false, depth: depth + 1)
      }
    }
    guard let name = expansion.name, let known, take(known) else { return unknown(expansion) }
    used.insert(name)
    if let index = expansion.index { return known.indices.contains(index) ? [known[index]] : nil }
    return known.count > expansion.skipped ? Array(known.dropFirst(expansion.skipped)) : nil
  }

  private mutating func take(_ fields: [ShellField]) -> Bool {
    budget -= fields.reduce(fields.count) { $0 + $1.argument.bytes.count + $1.problems.count }
    return budget > 0
  }

  private func unknown(_ expansion: ShellExpansion) -> [ShellField] {
    let problem = TextProblem(.unknownValue(expansion.spelling.text), at: expansion.spelling.range)
    return [ShellField(argument: expansion.spelling, problems: [problem])]
  }
}

extension ShellExpansion {
  /// Whether the value is unknown, so the expansion is kept as it is written, with its blanks.
  fileprivate func isSpelled(by value: [ShellField]) -> Bool {
    value.count == 1 && value[0].argument.range == spelling.range && value[0].argument.bytes == spelling.bytes
  }
}
