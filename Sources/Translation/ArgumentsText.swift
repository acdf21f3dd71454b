internal import JSONText
public import QEMUOptions

/// The options of a command line as text.
public enum ArgumentsFormat: String, CaseIterable, Sendable {
  /// One option a line, quoted for a shell and continued: ready to paste.
  case shell
  /// One flat JSON list of strings.
  case json
  /// One argument a line, as it is.
  case lines

  /// The options in this form, with a line end behind them.
  public func text(_ options: [QEMUOption], _ spelling: Spelling) -> String {
    switch self {
    case .shell: Self.shellLines(options, spelling).joined(separator: " \\\n") + "\n"
    case .json: JSONValue.array(options.flatMap(spelling.arguments).map { .string($0) }).text() + "\n"
    case .lines: options.flatMap(spelling.arguments).map { "\($0)\n" }.joined()
    }
  }

  /// Whether every argument can be told from the next: one with a line end cannot stand on a line.
  public func carries(_ options: [QEMUOption], _ spelling: Spelling) -> Bool {
    self != .lines || !options.flatMap(spelling.arguments).contains { $0.utf8.contains(UInt8(ascii: "\n")) }
  }

  /// Each option as a line of shell words.
  static func shellLines(_ options: [QEMUOption], _ spelling: Spelling) -> [String] {
    options.map { option in spelling.arguments(option).map { ShellWords.quoted($0) }.joined(separator: " ") }
  }
}
