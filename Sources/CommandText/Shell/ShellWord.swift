internal import SourceText

/// A word of a shell as it is written: text, and values that the shell puts in.
struct ShellWord {
  /// A part of a word.
  enum Part {
    case text(CommandLineArgument, isQuoted: Bool)
    case expansion(ShellExpansion, isQuoted: Bool)
  }

  var parts: [Part] = []
  /// The bytes from its first to its last, quotes included.
  var range: SourceRange

  /// The words of the array `(…)` that follows at once, when the word is `NAME=` or `NAME+=`.
  var elements: [ShellWord]?

  /// The word when nothing is substituted and no quotes are in it.
  var bareText: String? {
    if parts.isEmpty { return nil }
    var text = ""
    for part in parts {
      guard case .text(let argument, isQuoted: false) = part, argument.bytes.count < 256 else { return nil }
      text += argument.text
    }
    return text
  }
}

/// A value that a shell puts in: `$NAME`, `${NAME:-default}`, `"${NAME[@]}"`, `$(command)`.
struct ShellExpansion {
  /// The name of the variable; nil for commands and for what is not understood.
  var name: String?
  /// Whether all elements of an array are named, each a word of its own: `[@]`, `[*]`, `$@`.
  var isWholeArray = false
  /// The number of the element that is named.
  var index: Int?
  /// What happens where the variable has a value, or none.
  var fallback: (kind: Fallback, word: ShellWord)?
  /// How it is spelled.
  let spelling: CommandLineArgument

  /// The forms that name another word.
  enum Fallback {
    /// `:-` and `-`, `:=` and `=`: the word where the variable has no value.
    case whenUnset
    /// `:+` and `+`: the word where it has one.
    case whenSet
  }
}
