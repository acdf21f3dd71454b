public import SourceText

/// One QEMU command of a text.
public struct TextCommand: Sendable {
  /// Its arguments in order: the program, where it is named, then options and values.
  public internal(set) var arguments: [CommandLineArgument]
  /// What is not known or wrong about its text.
  public internal(set) var problems: [TextProblem]

  package init(_ arguments: [CommandLineArgument], problems: [TextProblem] = []) {
    self.arguments = arguments
    self.problems = problems
  }

  /// A command without arguments.
  public static let none = TextCommand([])

  /// Where it begins.
  public var start: Int { arguments.first?.range.lowerBound ?? 0 }

  /// The program, where it is named.
  public var program: CommandLineArgument? { programIndex.map { arguments[$0] } }

  /// How many options it has that take a value and have one.
  package var optionCount: Int { zip(arguments, arguments.dropFirst()).count { $0.0.isFlagWithValue } }
}

/// What is wrong with the text of a command, or not known about it.
public struct TextProblem: Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// A quote or bracket that is not closed; the rest of the text belongs to it.
    case openQuote
    /// A value that is computed when the text is run, `$NAME`; it is left as it is spelled.
    case unknownValue(String)
    /// A file that the command line names and that could not be read.
    case unreadableFile(String)
    /// A line of a configuration file that is neither a section nor a value.
    case unreadableLine
  }

  /// What is wrong.
  public let kind: Kind
  /// Where.
  public let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}
