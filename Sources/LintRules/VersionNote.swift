/// One line: what is different, for which examples and with which versions.
struct VersionNote {
  /// The way in which the findings differ.
  enum Change: Equatable {
    /// The finding does not occur; its text for an example that is not shown, empty for one that is.
    case unreported(String)
    /// Another finding occurs.
    case finding(String)
    /// The same finding occurs with another error message.
    case refusal(String)
    /// The finding of an example that is shown occurs only with these versions.
    case onlyReported
    /// A finding, of an example that is not shown, occurs only with these versions.
    case onlyFinding(String)
  }

  let period: String
  let change: Change
  /// The numbers of the examples on the page; empty for an example that is not shown.
  var examples: Set<Int>

  func text(isOnlyExample: Bool) -> String {
    let since = "\(period.prefix(1).uppercased())\(period.dropFirst())"
    let example = isOnlyExample ? "the example" : names
    let verb = examples.count > 1 ? "are" : "is"
    switch change {
    case .unreported(let words):
      return words.isEmpty ? "\(since), \(example) \(verb) not reported." : "\(since), not reported: \(words)"
    case .finding(let words):
      return examples.isEmpty ? "\(since): \(words)" : "\(since), \(example) \(verb) reported as: \(words)"
    case .refusal(let words): return "\(since), \(words)\(examples.isEmpty ? "" : " for \(example)")"
    case .onlyReported:
      return "\(example.prefix(1).uppercased())\(example.dropFirst()) \(verb) reported only \(period)."
    case .onlyFinding(let words): return "Only \(period): \(words)"
    }
  }

  /// The examples as they are called in a sentence.
  private var names: String {
    let numbers = examples.sorted().map(String.init)
    guard let last = numbers.last, numbers.count > 1 else { return "example \(numbers.joined())" }
    return "examples \(numbers.dropLast().joined(separator: ", ")) and \(last)"
  }
}
