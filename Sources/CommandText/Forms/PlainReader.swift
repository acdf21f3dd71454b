internal import SourceText

/// Reads what `ps` shows, and texts with one argument a line.
enum PlainReader {
  static func commands(in file: SourceFile, _ range: SourceRange? = nil) -> [TextCommand] {
    var commands = [TextCommand([])]
    var lineStart = 0
    for (word, beginsLine) in PlainWords.split(file.bytes, in: range ?? file.wholeRange) {
      if beginsLine { lineStart = commands[commands.count - 1].arguments.count }
      var last = commands[commands.count - 1].arguments.last
      if word.isQEMUProgram, last.map({ !$0.isFlagWithValue }) ?? true {
        // What ps shows before the program is not a part of the command on the line above.
        commands[commands.count - 1].arguments.removeSubrange(lineStart...)
        commands.append(TextCommand([]))
        (last, lineStart) = (nil, 0)
      }
      if beginsLine || last == nil || word.looksLikeFlag || last?.looksLikeFlag == true || last?.isQEMUProgram == true {
        commands[commands.count - 1].arguments.append(word)
      } else {
        let place = commands[commands.count - 1].arguments.count - 1
        commands[commands.count - 1].arguments[place].join(word)
      }
    }
    return commands.filter(\.hasOptions).map(\.fromProgram)
  }
}

/// Reads `/proc/PID/cmdline`: a NUL behind each argument. Several of them in a row are several commands.
enum NULReader {
  static func commands(in file: SourceFile) -> [TextCommand] {
    var commands = [TextCommand([])]
    var start = 0
    for bytes in file.bytes.split(separator: 0, omittingEmptySubsequences: false) {
      let argument = CommandLineArgument(bytes, at: start)
      start += bytes.count + 1
      let last = commands[commands.count - 1].arguments.last
      if argument.isQEMUProgram, last.map({ !$0.isFlagWithValue }) ?? true { commands.append(TextCommand([])) }
      commands[commands.count - 1].arguments.append(argument)
    }
    if commands.last?.arguments.last?.bytes.isEmpty == true { commands[commands.count - 1].arguments.removeLast() }
    return commands.filter(\.hasOptions)
  }
}

extension TextCommand {
  /// Without what comes before the program: `ps` shows the user and the time there.
  var fromProgram: TextCommand {
    guard let index = programIndex else { return self }
    let start = arguments[index].range.lowerBound
    let before = arguments[..<index].map(\.range)
    let own = problems.filter { problem in
      problem.range.lowerBound >= start || !before.contains { $0.contains(problem.range) }
    }
    return TextCommand(Array(arguments[index...]), problems: own)
  }
}
