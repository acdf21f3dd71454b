/// What strings of one item come to: with `+` between them, or nothing but blanks where there are commas, they are one.
struct StringSum {
  let joinsNeighbours: Bool
  var callee: String?
  var isConcatenating = false
  var isFormatting = false
  private var lastWasString = false
  /// Whether a method of the string before is called: `"…".format(…)`.
  private(set) var isMethod = false

  init(joinsNeighbours: Bool) { self.joinsNeighbours = joinsNeighbours }

  mutating func see(_ symbol: String) {
    isConcatenating = ["+", "..", "<>", "~", "."].contains(symbol) && lastWasString
    isFormatting = symbol == "%" && lastWasString
    isMethod = symbol == "." && lastWasString
    if !isConcatenating, !isFormatting { lastWasString = false }
  }

  /// Goes on behind the values of a format.
  mutating func endFormat() {
    (isFormatting, isConcatenating, isMethod) = (false, false, false)
    callee = nil
    lastWasString = true
  }

  mutating func add(_ fields: [ShellField], isString: Bool, to result: inout [ShellField]) {
    defer {
      isConcatenating = false
      lastWasString = isString
      callee = nil
    }
    guard isString, fields.count == 1, !result.isEmpty, lastWasString, isConcatenating || joinsNeighbours else {
      return result += fields
    }
    result[result.count - 1].append(fields[0])
  }
}
