internal import JSONText
public import QEMUOptions

/// The options of a command line as text.
public enum ArgumentsFormat: String, CaseIterable, Sendable {
  /// One option per line, quoted for a shell, with line continuations.
  case shell
  /// One JSON array of strings.
  case json
  /// One unquoted argument per line.
  case lines

  /// Writes the options in this format, with a line ending after the last one.
  public func write(
    _ options: some Sequence<QEMUOption>, _ spelling: Spelling, to output: inout some TextOutputStream
  ) {
    if self == .json { output.write("[") }
    for (number, option) in options.enumerated() {
      if number > 0 { output.write(separator) }
      output.write(text(option, spelling))
    }
    output.write(closing)
  }

  /// The options in this format, with a line ending after the last one.
  public func text(_ options: some Sequence<QEMUOption>, _ spelling: Spelling) -> String {
    var text = ""
    write(options, spelling, to: &text)
    return text
  }

  /// Whether the format can represent the arguments: an argument with a line ending cannot be one line.
  public func carries(_ options: some Sequence<QEMUOption>, _ spelling: Spelling) -> Bool {
    self != .lines || !options.contains { spelling.arguments($0).contains { $0.utf8.contains(UInt8(ascii: "\n")) } }
  }

  /// One option.
  func text(_ option: QEMUOption, _ spelling: Spelling) -> String {
    let arguments = spelling.arguments(option)
    return switch self {
    case .shell: arguments.map { ShellWords.quoted($0) }.joined(separator: " ")
    case .json: arguments.map { JSONValue.string($0).text() }.joined(separator: ",")
    case .lines: arguments.map { "\($0)\n" }.joined()
    }
  }

  private var separator: String {
    switch self {
    case .shell: " \\\n"
    case .json: ","
    case .lines: ""
    }
  }

  private var closing: String {
    switch self {
    case .shell: "\n"
    case .json: "]\n"
    case .lines: ""
    }
  }
}
