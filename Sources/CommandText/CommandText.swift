public import SourceText

/// The QEMU commands in a text of any supported format: a script, a unit, a log, the output of `ps`, a list in any
/// language, or a QEMU configuration file.
public struct CommandText: Sendable {
  /// The commands in the order of the text; empty if there are none.
  public private(set) var commands: [TextCommand]
  /// The format in which the text was read.
  public let form: CommandForm

  /// Reads a text.
  /// - Parameters:
  ///   - form: The format of the text; nil to detect it.
  ///   - include: Returns the content of a file that a command line names, with `-readconfig` or `@FILE`; nil if it cannot be read.
  public init(
    reading file: SourceFile, form: CommandForm? = nil, include: @escaping (String) -> [UInt8]? = { _ in nil }
  ) {
    if let form {
      self.form = form
      commands = Self.commands(in: file, form)
    } else {
      (self.form, commands) = Self.guess(file)
    }
    commands = Self.withoutRepetitions(commands).map { command in
      var filled = IncludedFiles(include).filled(command)
      filled.problems = filled.problems.withoutRepetitions
      return filled
    }
  }

  /// The forms are tried in the order of how sure their marks are.
  private static func guess(_ file: SourceFile) -> (CommandForm, [TextCommand]) {
    for form in likelyForms(of: file.bytes) {
      let found = commands(in: file, form)
      if !found.isEmpty { return (form, found) }
    }
    return (.shell, [])
  }

  private static func likelyForms(of bytes: [UInt8]) -> [CommandForm] {
    if bytes.contains(0) { return [.nul] }
    if QEMUConfigFile.isOne(bytes) { return [.readconfig] }
    if SystemdUnit.isUnit(bytes) { return [.systemd, .shell] }
    var forms: [CommandForm] = [.shell, .list, .yaml]
    if ListMarks.areIn(bytes) { forms = [.list, .shell, .yaml] }
    return YAMLMarks.areIn(bytes) ? [.yaml] + forms : forms
  }

  private static func commands(in file: SourceFile, _ form: CommandForm) -> [TextCommand] {
    switch form {
    case .shell: shellCommands(in: file)
    case .plain: PlainReader.commands(in: file)
    case .nul: NULReader.commands(in: file)
    case .systemd: SystemdUnit(file).commands
    case .list, .json: ListReader(file, in: file.wholeRange).commands
    case .yaml: YAMLReader(file).commands
    case .readconfig: configuration(file)
    }
  }

  private static func configuration(_ file: SourceFile) -> [TextCommand] {
    let read = QEMUConfigFile(file.bytes)
    return read.arguments.isEmpty ? [] : [TextCommand(read.arguments, problems: read.problems)]
  }

  private static func shellCommands(in file: SourceFile) -> [TextCommand] {
    var ranges = LibvirtLog.starts(in: file.bytes)
    if ranges.isEmpty, let configuration = ProxmoxConfiguration(file) { return configuration.commands }
    if ranges.isEmpty { ranges = [file.wholeRange] }
    return ranges.flatMap { range in
      var lexer = ShellLexer(file.bytes, in: range)
      lexer.read()
      return lexer.sawBareJSON ? PlainReader.commands(in: file, range) : ShellProgram.commands(of: lexer)
    }
  }

  /// A list that is handed to two functions is one command.
  private static func withoutRepetitions(_ commands: [TextCommand]) -> [TextCommand] {
    guard commands.count > 1 else { return commands }
    var seen: Set<[SourceRange]> = []
    return commands.filter { seen.insert($0.arguments.map(\.range)).inserted }
  }
}

extension [TextProblem] {
  /// Each problem once, in order: a value can be used at several places.
  fileprivate var withoutRepetitions: [TextProblem] {
    guard count > 1 else { return self }
    var seen: Set<TextProblem> = []
    return filter { seen.insert($0).inserted }
  }
}
