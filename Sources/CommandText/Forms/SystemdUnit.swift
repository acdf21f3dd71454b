internal import SourceText

/// Reads a unit of systemd: the commands of `ExecStart=`, with the variables of `Environment=`.
struct SystemdUnit {
  private let file: SourceFile
  private let specifiers: SystemdSpecifiers
  private var variables: [(name: String, value: ShellField)] = []
  private(set) var commands: [TextCommand] = []

  init(_ file: SourceFile) {
    self.file = file
    specifiers = SystemdSpecifiers(path: file.name)
    let settings = Self.settings(in: file.bytes)
    for (key, range) in settings where key == "Environment" { addVariables(range) }
    for (key, range) in settings where ["ExecStart", "ExecStartPre", "ExecStartPost"].contains(key) {
      addCommand(range)
    }
  }

  /// Whether a text has a line that starts with a setting for commands.
  static func isUnit(_ bytes: [UInt8]) -> Bool { settings(in: bytes).contains { $0.key == "ExecStart" } }

  private mutating func addVariables(_ range: SourceRange) {
    var lexer = ShellLexer(file.bytes, in: range, style: .systemd)
    lexer.read()
    // A variable is not replaced in the value of another one; specifiers are.
    var known = ShellVariables(budget: 1 << 16)
    for (name, value) in specifiers.fields(at: range) { known.set(name, [value]) }
    for case .word(let word) in lexer.tokens {
      let field = known.text(word)
      guard let equals = field.argument.bytes.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: field.argument.bytes[..<equals], as: UTF8.self)
      let value = field.argument.slice(equals + 1..<field.argument.bytes.count)
      variables.append((name, ShellField(argument: value, problems: field.problems)))
    }
  }

  private mutating func addCommand(_ range: SourceRange) {
    var start = range.lowerBound
    while start < range.upperBound, "@-:+!".utf8.contains(file.bytes[start]) { start += 1 }
    var lexer = ShellLexer(file.bytes, in: SourceRange(start, range.upperBound), style: .systemd)
    lexer.read()
    let found = ShellProgram.commands(of: lexer, preset: specifiers.fields(at: range) + variables)
    commands += found.flatMap { $0.programIndex == nil ? $0.embedded + [$0] : [$0] }.prefix(1)
  }

  /// The settings `KEY=value`, with their continued lines.
  private static func settings(in bytes: [UInt8]) -> [(key: String, value: SourceRange)] {
    var settings: [(String, SourceRange)] = []
    var line = 0
    while line < bytes.count {
      var end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let key = bytes[line..<end].prefix { $0.isLetter }
      let isSetting = !key.isEmpty && key.endIndex < end && bytes[key.endIndex] == UInt8(ascii: "=")
      while isSetting, end < bytes.count, continues(bytes, line, end) {
        line = end + 1
        end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      }
      if isSetting { settings.append((String(decoding: key, as: UTF8.self), SourceRange(key.endIndex + 1, end))) }
      line = end + 1
    }
    return settings
  }

  /// Whether a line ends with a backslash, or is a comment between such lines.
  private static func continues(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard end > start else { return false }
    let last = bytes[end - 1] == 0x0D ? end - 2 : end - 1
    if last >= start, bytes[last] == UInt8(ascii: "\\") { return true }
    let first = bytes[start..<end].first { !$0.isBlank }
    return first == UInt8(ascii: "#") || first == UInt8(ascii: ";")
  }
}
