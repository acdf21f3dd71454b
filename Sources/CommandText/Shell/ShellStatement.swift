internal import SourceText

/// A part of a script.
indirect enum ShellStatement {
  case simple([ShellWord])
  /// Alternatives, of which a condition selects one, or none; the range is that of the keyword.
  case branches([[ShellStatement]], SourceRange)
  /// `for NAME in words`, or another loop, which has no name.
  case loop(ShellLoop, SourceRange)
  case function(name: String, [ShellStatement])
}

/// A loop of a script.
struct ShellLoop {
  /// The variable of `for`.
  var name: String?
  /// The values that it takes; nil if these are not listed.
  var words: [ShellWord]?
  var body: [ShellStatement]
}

/// Reads tokens as statements. Text that is no script, or that is cut off, is read as the commands that it has.
struct ShellParser {
  private let tokens: [ShellLexer.Token]
  private var index = 0
  private var depth = 0

  static func statements(_ tokens: [ShellLexer.Token]) -> [ShellStatement] {
    var parser = ShellParser(tokens: tokens)
    var statements: [ShellStatement] = []
    while parser.index < tokens.count {
      statements += parser.list(until: [])
      parser.index += 1
    }
    return statements
  }

  private init(tokens: [ShellLexer.Token]) { self.tokens = tokens }

  private var separator: ShellSeparator? {
    guard index < tokens.count, case .separator(let separator, _) = tokens[index] else { return nil }
    return separator
  }

  private var word: ShellWord? {
    guard index < tokens.count, case .word(let word) = tokens[index] else { return nil }
    return word
  }

  /// The statements up to a word, or to the end of a branch of `case`; neither is consumed.
  private mutating func list(until ends: Set<String>, isInCase: Bool = false) -> [ShellStatement] {
    var statements: [ShellStatement] = []
    // The words of the last statement, if it is a simple command.
    var open: [ShellWord] = []
    while index < tokens.count {
      if let separator {
        if separator == .caseEnd, isInCase { break }
        index += 1
        continue
      }
      if let text = word?.bareText, ends.contains(text) { break }
      // A line that begins with an option goes on with the command before it, whether or not that one ends with a backslash.
      if word?.looksLikeFlag == true, !open.isEmpty {
        open += words()
        continue
      }
      if !open.isEmpty { statements.append(.simple(open)) }
      open = []
      statements += chain()
      if case .simple(let words)? = statements.last {
        statements.removeLast()
        open = words
      }
    }
    return open.isEmpty ? statements : statements + [.simple(open)]
  }

  /// A statement, and those that `&&` and `||` connect to it.
  private mutating func chain() -> [ShellStatement] {
    var statements = statement()
    var hasCondition = false
    while let kind = separator, kind == .and || kind == .or, case .separator(_, let range) = tokens[index] {
      index += 1
      while separator == .lineEnd { index += 1 }
      guard word != nil else { break }
      let next = statement()
      if hasCondition, case .branches(var branches, let start)? = statements.last {
        if kind == .or, branches.count == 1 { branches.append([]) }
        branches[branches.count - 1] += next
        statements[statements.count - 1] = .branches(branches, start)
      } else if kind == .and, statements.last?.isPreparation == true {
        statements += next
      } else {
        statements.append(.branches([next], range))
        hasCondition = true
      }
    }
    return statements
  }

  private mutating func statement() -> [ShellStatement] {
    guard let first = word else { return [] }
    guard let text = first.bareText, depth < 64 else { return [.simple(words())] }
    depth += 1
    defer { depth -= 1 }
    switch text {
    case "if": return condition(first.range)
    case "case": return cases(first.range)
    case "for", "select": return forLoop(first.range)
    case "while", "until": return whileLoop(first.range)
    case "ifeq", "ifneq", "ifdef", "ifndef": return makeCondition(first.range)
    case "{": return group()
    case "function": return function()
    case _ where Self.strayWords.contains(text):
      index += 1
      return []
    default: return isFunctionHead ? function() : [.simple(words())]
    }
  }

  private static let strayWords: Set = ["then", "else", "elif", "fi", "do", "done", "esac", "}", "!", "time", "endif"]

  /// The words up to the next separator.
  private mutating func words() -> [ShellWord] {
    var words: [ShellWord] = []
    while let word {
      words.append(word)
      index += 1
    }
    return words
  }
}

// MARK: Compound statements

extension ShellParser {
  private mutating func take(_ text: String) -> Bool {
    guard word?.bareText == text else { return false }
    index += 1
    return true
  }

  private mutating func group() -> [ShellStatement] {
    index += 1
    let body = list(until: ["}"])
    _ = take("}")
    return body
  }

  private mutating func condition(_ range: SourceRange) -> [ShellStatement] {
    var tests: [ShellStatement] = []
    var branches: [[ShellStatement]] = []
    repeat {
      index += 1
      tests += list(until: ["then", "fi"])
      guard take("then") else { break }
      branches.append(list(until: ["elif", "else", "fi"]))
    } while word?.bareText == "elif"
    if take("else") { branches.append(list(until: ["fi"])) }
    _ = take("fi")
    return tests + [.branches(branches, range)]
  }

  /// `ifeq (…)` of make, whose condition is the rest of the line.
  private mutating func makeCondition(_ range: SourceRange) -> [ShellStatement] {
    var branches: [[ShellStatement]] = []
    repeat {
      while index < tokens.count, separator != .lineEnd { index += 1 }
      branches.append(list(until: ["else", "endif"]))
    } while word?.bareText == "else"
    _ = take("endif")
    return [.branches(branches, range)]
  }

  private mutating func cases(_ range: SourceRange) -> [ShellStatement] {
    while index < tokens.count, word?.bareText != "in", separator != .lineEnd { index += 1 }
    _ = take("in")
    var branches: [[ShellStatement]] = []
    while index < tokens.count, word?.bareText != "esac" {
      // The pattern.
      while index < tokens.count, separator != .close, word?.bareText != "esac" { index += 1 }
      guard separator == .close else { break }
      index += 1
      branches.append(list(until: ["esac"], isInCase: true))
      if separator == .caseEnd { index += 1 }
      while separator == .lineEnd { index += 1 }
    }
    _ = take("esac")
    return [.branches(branches, range)]
  }

  private mutating func forLoop(_ range: SourceRange) -> [ShellStatement] {
    index += 1
    let name = word?.bareText
    if name != nil { index += 1 }
    while separator == .lineEnd { index += 1 }
    let values = take("in") ? words() : nil
    _ = list(until: ["do", "done"])
    _ = take("do")
    let body = list(until: ["done"])
    _ = take("done")
    return [.loop(ShellLoop(name: name, words: values, body: body), range)]
  }

  private mutating func whileLoop(_ range: SourceRange) -> [ShellStatement] {
    index += 1
    let tests = list(until: ["do", "done"])
    _ = take("do")
    let body = list(until: ["done"])
    _ = take("done")
    return tests + [.loop(ShellLoop(body: body), range)]
  }

  /// Whether `NAME()` is at the cursor.
  private var isFunctionHead: Bool {
    guard index + 2 < tokens.count, case .separator(.open, _) = tokens[index + 1],
      case .separator(.close, _) = tokens[index + 2]
    else { return false }
    return true
  }

  private mutating func function() -> [ShellStatement] {
    _ = take("function")
    guard let name = word?.bareText else { return [] }
    index += 1
    while let separator, [.open, .close, .lineEnd].contains(separator) { index += 1 }
    return [.function(name: name, statement())]
  }
}

extension ShellStatement {
  /// Whether it is a command that only prepares for the next, so that `&&` behind it is no condition.
  fileprivate var isPreparation: Bool {
    guard case .simple(let words) = self, let first = words.first else { return false }
    return first.bareText.map(Self.preparations.contains) ?? false || first.isAssignment
  }

  private static let preparations: Set = [
    "cd", "mkdir", "export", "set", "source", ".", "pushd", "rm", "touch", ":", "echo",
  ]
}

extension ShellWord {
  /// Whether it begins with a dash and a letter.
  var looksLikeFlag: Bool {
    guard case .text(let text, isQuoted: _)? = parts.first else { return false }
    return text.looksLikeFlag
  }

  /// Whether it is `NAME=…`.
  var isAssignment: Bool {
    guard case .text(let text, isQuoted: false)? = parts.first,
      let equals = text.bytes.prefix(256).firstIndex(of: UInt8(ascii: "="))
    else { return false }
    return equals > 0 && text.bytes[..<equals].allSatisfy { $0.isNamePart || $0 == UInt8(ascii: "+") }
  }
}
