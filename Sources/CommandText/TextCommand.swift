public import SourceText

/// One QEMU command in a text.
public struct TextCommand: Sendable {
  /// The arguments in order: the program, if the text names it, then options and values.
  public internal(set) var arguments: [CommandLineArgument]
  /// The problems of its text.
  public internal(set) var problems: [TextProblem]

  package init(_ arguments: [CommandLineArgument], problems: [TextProblem] = []) {
    self.arguments = arguments
    self.problems = problems
  }

  /// A command without arguments.
  public static let none = TextCommand([])

  /// The byte offset of its first argument, from 0; 0 if it has no arguments.
  public var start: Int { arguments.first?.range.lowerBound ?? 0 }

  /// The program; nil if the text does not name it.
  public var program: CommandLineArgument? { programIndex.map { arguments[$0] } }

  /// Whether it gives QEMU options: one with a value, or, for a program that is named, one without a value or a file of them. A
  /// file of options alone is enough.
  package var hasOptions: Bool {
    if arguments.contains(where: \.isFlagWithValue) { return true }
    if arguments.count == 1, arguments[0].isOptionFile { return true }
    guard let start = programIndex else { return false }
    return arguments[start...].contains { $0.isOptionFile || $0.isFlagOfMachine }
  }
}

/// A problem of the text of a command.
public struct TextProblem: Hashable, Sendable {
  /// The kind of problem.
  public enum Kind: Hashable, Sendable {
    /// A quote or bracket that is not closed; the rest of the text belongs to it.
    case openQuote
    /// A value that is known only at run time, such as `$NAME`; it is kept unchanged.
    case unknownValue(String)
    /// A file that the command line names but that cannot be read.
    case unreadableFile(String)
    /// A variable whose value depends on a condition or a loop; empty for options without a name.
    case conditional(name: String, ConditionalUse)
    /// A line of a configuration file that is neither a section nor a value.
    case unreadableLine
  }

  /// The kind of problem.
  public let kind: Kind
  /// The source range of the problem.
  public let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// Whether it is about a condition or a loop.
  var isConditional: Bool { if case .conditional = kind { true } else { false } }

  /// How a value is read that depends on a condition or a loop.
  public enum ConditionalUse: Hashable, Sendable {
    /// The condition is taken to be true.
    case branch
    /// Of several branches, the first one that sets the value is read.
    case alternatives
    /// The value is read as it was before: what the branch would set is known only at run time.
    case unchanged
    /// A loop is read once.
    case loop
    /// An element whose condition is taken to be true, within an expression.
    case expression
  }
}
