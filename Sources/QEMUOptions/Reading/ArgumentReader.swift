internal import JSONText
internal import SourceText

/// How the arguments of a command line stand in a text.
public enum CommandLineForm: String, CaseIterable, Sendable {
  /// A shell script or a log of libvirt: quotes, continued lines, comments, variables before the program.
  case shell
  /// What `ps` shows: spaces between arguments, nothing quoted; also one argument a line.
  case plain
  /// `/proc/PID/cmdline`: a NUL after each argument.
  case nul
  /// A JSON list of strings.
  case json
}

/// The arguments of one command line, in order, whatever the form they were read from.
struct ArgumentReader {
  private(set) var arguments: [CommandLineArgument] = []
  private(set) var problems: [OptionProblem] = []

  /// Reads `file`; without a form, the one that it looks like.
  init(_ file: SourceFile, form: CommandLineForm?) {
    switch form ?? Self.guess(file) {
    case .shell: readShell(file, orPlain: form == nil)
    case .plain: readPlain(file)
    case .nul: readNUL(file)
    case .json: readJSON(file)
    }
  }

  private static func guess(_ file: SourceFile) -> CommandLineForm {
    if file.bytes.contains(0) { return .nul }
    return file.bytes.first { $0 > 0x20 } == UInt8(ascii: "[") ? .json : .shell
  }

  private mutating func readShell(_ file: SourceFile, orPlain: Bool) {
    var reader = ShellReader(file.bytes, in: LibvirtLog.lastStart(in: file) ?? file.wholeRange)
    reader.read()
    if orPlain && reader.sawBareJSON { return readPlain(file) }
    problems = reader.problems
    arguments = CommandChoice.arguments(of: reader.tokens)
  }

  private mutating func readPlain(_ file: SourceFile) {
    for (word, beginsLine) in PlainWords.split(file.bytes, in: file.wholeRange) {
      if beginsLine || arguments.isEmpty || word.looksLikeFlag || arguments[arguments.count - 1].looksLikeFlag {
        arguments.append(word)
      } else {
        arguments[arguments.count - 1].join(word)
      }
    }
  }

  private mutating func readNUL(_ file: SourceFile) {
    var start = 0
    for argument in file.bytes.split(separator: 0, omittingEmptySubsequences: false) {
      arguments.append(CommandLineArgument(argument, at: start))
      start += argument.count + 1
    }
    if arguments.last?.bytes.isEmpty == true { arguments.removeLast() }
  }

  private mutating func readJSON(_ file: SourceFile) {
    var scanner = JSONScanner(file.bytes)
    do throws(JSONError) {
      try scanner.elements { (scanner: inout JSONScanner) throws(JSONError) in
        let text = try scanner.string()
        arguments.append(CommandLineArgument(unescaped: text, in: scanner.lastRange, of: file.bytes))
      }
      try scanner.end()
    } catch {
      problems.append(OptionProblem(.malformedJSON(error), at: file.character(at: error.offset)))
    }
  }
}

extension CommandLineArgument {
  /// A JSON string that stands in `range` of `source`, quotes included: each byte of an escape stands where the escape begins.
  fileprivate init(unescaped text: String, in range: Range<Int>, of source: [UInt8]) {
    self.init(at: range.lowerBound + 1)
    var offset = range.lowerBound + 1
    for scalar in text.unicodeScalars {
      let utf8 = Array(String(scalar).utf8)
      let isEscaped = source[offset] == UInt8(ascii: "\\")
      for (index, byte) in utf8.enumerated() { append(byte, from: isEscaped ? offset : offset + index) }
      offset += isEscaped ? Self.lengthOfEscape(source[offset + 1], utf8.count) : utf8.count
    }
    close(at: offset)
  }

  /// `\n` is 2 long, `\u00e9` 6, and a scalar of four bytes takes two of those.
  private static func lengthOfEscape(_ letter: UInt8, _ byteCount: Int) -> Int {
    if letter != UInt8(ascii: "u") { return 2 }
    return byteCount == 4 ? 12 : 6
  }
}
