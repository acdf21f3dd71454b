internal import SourceText

/// A shell word as written: text, and values that the shell substitutes.
struct ShellWord {
  /// A part of a word.
  enum Part {
    case text(CommandLineArgument, isQuoted: Bool)
    case expansion(ShellExpansion, isQuoted: Bool)
  }

  var parts: [Part] = []
  /// The bytes from its first to its last, quotes included.
  var range: SourceRange

  /// The words of the array `(…)` that follows immediately, if the word is `NAME=` or `NAME+=`.
  var elements: [ShellWord]?

  /// Whether it is `"$@"` or `"${NAME[@]}"`, which is no argument when there are no elements.
  var isOnlyArray: Bool {
    var hasArray = false
    for part in parts {
      switch part {
      case .text(let text, _): if !text.bytes.isEmpty { return false }
      case .expansion(let expansion, _):
        guard expansion.isWholeArray else { return false }
        hasArray = true
      }
    }
    return hasArray
  }

  /// The text of the word, if it contains no substitutions and no quotes.
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
  /// Whether it expands to all elements of an array, each as a separate word: `[@]`, `[*]`, `$@`.
  var isWholeArray = false
  /// How many elements of an array are left out at its beginning: 1 for `"${@:2}"`.
  var skipped = 0
  /// The number of the element that is named.
  var index: Int?
  /// What happens where the variable has a value, or none.
  var fallback: (kind: Fallback, word: ShellWord)?
  /// How it is spelled.
  let spelling: CommandLineArgument

  /// The expansions with an alternative word.
  enum Fallback {
    /// `:-` and `-`, `:=` and `=`: the word replaces a missing value.
    case whenUnset
    /// `:+` and `+`: the word replaces an existing value.
    case whenSet
  }
}
