public import CommandText
public import SourceText

/// A QEMU command line: its parsed options and all other arguments, in order.
public struct QEMUCommandLine: Sendable {
  /// A part of a command line.
  public enum Item: Sendable {
    /// A parsed option.
    case option(QEMUOption)
    /// Any other argument: the program, arguments before it, other options and their values.
    case foreign(CommandLineArgument)
  }

  /// The parts, in order.
  public private(set) var items: [Item] = []
  /// The problems of the text.
  public private(set) var problems: [OptionProblem] = []

  /// Creates a command line from a command in a text.
  public init(_ command: TextCommand) {
    problems = command.problems.map(OptionProblem.init)
    program = command.program
    collect(command.arguments)
  }

  /// Reads the first command of a text in a format; nil to detect the format.
  public init(reading file: SourceFile, form: CommandForm? = nil) {
    self.init(CommandText(reading: file, form: form).commands.first ?? TextCommand.none)
  }

  /// The program; nil if the command line does not name it.
  public let program: CommandLineArgument?

  /// The parsed options, in order.
  public var options: [QEMUOption] {
    items.compactMap { if case .option(let option) = $0 { option } else { nil } }
  }

  /// Whether there are parsed options.
  public var hasOptions: Bool { items.contains { if case .option = $0 { true } else { false } } }

  /// The arguments that are not part of a parsed option.
  public var foreign: [CommandLineArgument] {
    items.compactMap { if case .foreign(let argument) = $0 { argument } else { nil } }
  }

  /// The options that are not parsed, each with its value.
  public var foreignOptions: [ForeignOption] {
    var options: [ForeignOption] = []
    var previous: CommandLineArgument?
    for item in items {
      guard case .foreign(let argument) = item else {
        previous = nil
        continue
      }
      if let flag = previous?.flagName, QEMUFlag.takesValue(flag) ?? !argument.looksLikeFlag, !options.isEmpty {
        options[options.count - 1].value = argument
        previous = nil
      } else {
        if argument.looksLikeFlag { options.append(ForeignOption(flag: argument)) }
        previous = argument
      }
    }
    return options
  }

  private mutating func collect(_ arguments: [CommandLineArgument]) {
    items.reserveCapacity(arguments.count / 2)
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      guard let flag = OptionFlag(argument) else {
        items.append(.foreign(argument))
        // A value that begins with a dash is a value all the same.
        if argument.flagName.flatMap(QEMUFlag.takesValue) == true, index < arguments.count {
          items.append(.foreign(arguments[index]))
          index += 1
        }
        continue
      }
      guard index < arguments.count else {
        return problems.append(OptionProblem(.missingValue(flag), at: argument.range))
      }
      items.append(.option(read(flag, argument, arguments[index])))
      index += 1
    }
  }

  private mutating func read(_ flag: OptionFlag, _ flagArgument: CommandLineArgument, _ value: CommandLineArgument)
    -> QEMUOption
  {
    if String(validating: value.bytes, as: UTF8.self) == nil {
      problems.append(OptionProblem(.notUTF8, at: value.range))
    }
    var option: QEMUOption
    if flag.takesJSON && value.bytes.first == UInt8(ascii: "{") && !value.beginsWithMarker {
      option = JSONDialect.parse(value, flag, &problems)
    } else if OptionFlag.described.contains(flag) {
      option = KeyvalDialect.parse(value, flag, &problems)
    } else {
      option = LegacyDialect.parse(value, flag)
    }
    option.flagLocation = OptionLocation(flagArgument.range)
    return option
  }
}

extension CommandLineArgument {
  /// Whether it begins with `{{`, which a template engine replaces; JSON cannot begin like that.
  fileprivate var beginsWithMarker: Bool { bytes.dropFirst().first == UInt8(ascii: "{") }
}

/// An option that is not parsed, and its value.
public struct ForeignOption: Sendable {
  /// The option itself.
  public let flag: CommandLineArgument
  /// The value; nil if it has none.
  public internal(set) var value: CommandLineArgument?

  /// The name without dashes.
  public var name: String { flag.flagName ?? "" }
  /// The source range of both.
  public var range: SourceRange {
    SourceRange(flag.range.lowerBound, max(flag.range.upperBound, value?.range.upperBound ?? 0))
  }
}

extension OptionFlag {
  /// The flag that an argument is; nil when its value is not understood here.
  init?(_ argument: CommandLineArgument) {
    guard let name = argument.flagName else { return nil }
    let known = name == "M" ? OptionFlag.machine : OptionFlag(rawValue: name)
    guard OptionFlag.known.contains(known) else { return nil }
    self = known
  }
}

extension OptionProblem {
  init(_ problem: TextProblem) {
    switch problem.kind {
    case .openQuote: self.init(.openQuote, at: problem.range)
    case .unknownValue(let text): self.init(.expansion(text), at: problem.range)
    case .conditional(let name, let use): self.init(.conditional(name: name, use), at: problem.range)
    case .unreadableFile(let path): self.init(.unreadableFile(path), at: problem.range)
    case .unreadableLine: self.init(.unreadableLine, at: problem.range)
    }
  }
}
