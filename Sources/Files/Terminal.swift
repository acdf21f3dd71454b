internal import Posix

/// The terminal, when there is one.
package enum Terminal {
  /// Whether standard input is a terminal, so that nothing waits to be read from it.
  package static var isInput: Bool { TerminalFile.isTerminal(StandardFile.input) }
  /// Whether standard output is a terminal.
  package static var isOutput: Bool { TerminalFile.isTerminal(StandardFile.output) }
  /// Whether standard error is a terminal.
  package static var isError: Bool { TerminalFile.isTerminal(StandardFile.error) }

  /// Whether the terminal is one that is known to show hyperlinks (OSC 8).
  package static var hasHyperlinks: Bool {
    let variables = ["VTE_VERSION", "KITTY_WINDOW_ID", "WT_SESSION", "DOMTERM", "KONSOLE_VERSION"]
    if variables.contains(where: { Environment[$0] != nil }) { return true }
    if let program = Environment["TERM_PROGRAM"], ["iTerm.app", "WezTerm", "vscode", "ghostty"].contains(program) {
      return true
    }
    let terminal = Environment["TERM"] ?? ""
    return ["xterm-kitty", "alacritty", "foot"].contains(where: terminal.hasPrefix)
  }

  /// The columns of the terminal at standard output, or the value of `COLUMNS`; nil if neither is known.
  package static var width: Int? {
    TerminalFile.columns(StandardFile.output) ?? Environment["COLUMNS"].flatMap { Int($0) }
  }
}

/// When to use colours.
package enum ColorChoice: String, CaseIterable, Sendable {
  /// Color on a terminal, unless `NO_COLOR` is set or the terminal is dumb (https://no-color.org).
  case auto
  /// Color on any output.
  case always
  /// No color.
  case never

  /// Whether standard output gets colours.
  package var isOn: Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: Terminal.isOutput && Environment["NO_COLOR"] == nil && Environment["TERM"] != "dumb"
    }
  }
}
