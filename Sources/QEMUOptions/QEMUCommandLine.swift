public import SourceText

/// A QEMU command line: the options that are understood among arguments that are not, in order.
public struct QEMUCommandLine: Sendable {
  /// One part of it.
  public enum Item: Sendable {
    /// An option that is understood as such.
    case option(QEMUOption)
    /// Any other argument: the program, what stands before it, other options and their values.
    case foreign(CommandLineArgument)
  }

  /// The parts in order.
  public private(set) var items: [Item] = []
  /// What is wrong with it as text.
  public private(set) var problems: [OptionProblem] = []

  /// Reads a command line in any form; without one, in the form it looks like.
  public init(reading file: SourceFile, form: CommandLineForm? = nil) {
    let reader = ArgumentReader(file, form: form)
    problems = reader.problems
    collect(reader.arguments)
  }

  /// The options that are understood, in order.
  public var options: [QEMUOption] {
    items.compactMap { if case .option(let option) = $0 { option } else { nil } }
  }

  /// Whether any option is understood.
  public var hasOptions: Bool { items.contains { if case .option = $0 { true } else { false } } }

  /// The arguments that are not.
  public var foreign: [CommandLineArgument] {
    items.compactMap { if case .foreign(let argument) = $0 { argument } else { nil } }
  }

  private mutating func collect(_ arguments: [CommandLineArgument]) {
    items.reserveCapacity(arguments.count / 2)
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      guard let flag = argument.knownFlag else {
        items.append(.foreign(argument))
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
    var option =
      flag.takesJSON && value.bytes.first == UInt8(ascii: "{")
      ? JSONDialect.parse(value, flag, &problems) : KeyvalDialect.parse(value, flag, &problems)
    option.flagLocation = OptionLocation(flagArgument.range)
    return option
  }
}
