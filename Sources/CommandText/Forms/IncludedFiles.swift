internal import SourceText

/// Replaces the files that a command line names with their content: `-readconfig FILE`, and `@FILE` with further
/// arguments.
struct IncludedFiles {
  private let read: (String) -> [UInt8]?

  init(_ read: @escaping (String) -> [UInt8]?) { self.read = read }

  func filled(_ command: TextCommand) -> TextCommand {
    guard command.arguments.contains(where: { $0.flagName == "readconfig" || $0.isOptionFile })
    else {
      return command
    }
    var result = TextCommand([], problems: command.problems)
    var previous: CommandLineArgument?
    for argument in command.arguments {
      if previous?.flagName == "readconfig" {
        add(configuration: argument, to: &result)
      } else if argument.isOptionFile, previous?.isFlagWithValue != true {
        add(arguments: argument, to: &result)
      } else {
        result.arguments.append(argument)
      }
      previous = argument
    }
    return result
  }

  private func add(configuration path: CommandLineArgument, to command: inout TextCommand) {
    guard let bytes = content(path.text, path, &command) else { return command.arguments.append(path) }
    if command.arguments.last?.flagName == "readconfig" { command.arguments.removeLast() }
    let file = QEMUConfigFile(bytes)
    command.arguments += file.arguments.map { CommandLineArgument($0.bytes, standingFor: path.range) }
    command.problems += file.problems.map { TextProblem($0.kind, at: path.range) }
  }

  private func add(arguments path: CommandLineArgument, to command: inout TextCommand) {
    guard let bytes = content(String(path.text.dropFirst()), path, &command) else {
      return command.arguments.append(path)
    }
    var lexer = ShellLexer(bytes, in: SourceRange(0, bytes.count), style: .folded)
    lexer.read()
    for found in ShellProgram.commands(of: lexer) {
      command.arguments += found.arguments.map { CommandLineArgument($0.bytes, standingFor: path.range) }
    }
  }

  private func content(_ path: String, _ argument: CommandLineArgument, _ command: inout TextCommand) -> [UInt8]? {
    if let bytes = read(path) { return bytes }
    command.problems.append(TextProblem(.unreadableFile(path), at: argument.range))
    return nil
  }
}
