internal import SourceText

/// Finds command lines in YAML: lists in blocks or brackets, and scalars that hold a whole command.
struct YAMLReader {
  private(set) var commands: [TextCommand] = []

  private let file: SourceFile
  private let bytes: [UInt8]
  private let values: YAMLValues
  private var offset = 0
  /// The items of the list that is being read.
  private var items: [ShellField] = []
  private var listIndent = 0
  private var key = ""
  private var pending: [ShellField] = []

  init(_ file: SourceFile) {
    self.file = file
    bytes = file.bytes
    values = YAMLValues(bytes)
    while offset < bytes.count { readLine() }
    endList()
  }

  private func lineEnd(from start: Int) -> Int { bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count }

  private mutating func readLine() {
    let start = offset
    let end = lineEnd(from: start)
    offset = end + 1
    var text = bytes[start..<end].drop { $0 == 0x20 }
    if text.allSatisfy(\.isBlank) || text.first == UInt8(ascii: "#") { return }
    let indent = text.startIndex - start
    var isItem = false
    while text.first == UInt8(ascii: "-"), text.count == 1 || text.dropFirst().first == 0x20 {
      isItem = true
      text = text.dropFirst().drop { $0 == 0x20 }
    }
    if let colon = keyEnd(text) {
      if indent < listIndent || !isItem { endList() }
      key = String(decoding: text[..<colon].filter { !"\"'".utf8.contains($0) }, as: UTF8.self)
      readValue(bytes[(colon + 1)..<end].drop(while: \.isBlank), end: end, indent: text.startIndex - start)
    } else if isItem {
      if indent < listIndent { endList() }
      if items.isEmpty { listIndent = indent }
      readItem(text, end: end, indent: indent)
    }
  }

  /// Where the colon behind a key is; nil when the text is not a member.
  private func keyEnd(_ text: ArraySlice<UInt8>) -> Int? {
    guard let first = text.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "["), first != UInt8(ascii: "{")
    else {
      return nil
    }
    if "\"'".utf8.contains(first) {
      guard let close = text.dropFirst().firstIndex(of: first), close + 1 < text.endIndex,
        text[close + 1] == UInt8(ascii: ":")
      else { return nil }
      return close + 1
    }
    let end = text.indices.first { index in
      text[index] == UInt8(ascii: ":") && (index + 1 == text.endIndex || text[index + 1].isBlank)
    }
    return end
  }

  private mutating func readValue(_ text: ArraySlice<UInt8>, end: Int, indent: Int) {
    switch text.first {
    case nil, UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "!"): break
    case UInt8(ascii: "|"), UInt8(ascii: ">"): shell(block(indent), isFolded: text.first == UInt8(ascii: ">"))
    case UInt8(ascii: "{") where text.dropFirst().first == UInt8(ascii: "{"): break
    case UInt8(ascii: "["), UInt8(ascii: "{"): flow(from: text.startIndex)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      if let field = quoted(text.startIndex, end) { add(TextCommand.commands(of: [field])) }
    default:
      let rest = block(indent)
      shell(SourceRange(text.startIndex, max(end, rest.upperBound)), isFolded: true)
    }
  }

  private mutating func readItem(_ text: ArraySlice<UInt8>, end: Int, indent: Int) {
    switch text.first {
    case nil, UInt8(ascii: "#"): break
    case UInt8(ascii: "{") where text.dropFirst().first == UInt8(ascii: "{"): readPlainItem(text)
    case UInt8(ascii: "["), UInt8(ascii: "{"): flow(from: text.startIndex, isItem: true)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): if let field = quoted(text.startIndex, end) { items.append(field) }
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      let range = block(indent)
      let text = CommandLineArgument(bytes[range.lowerBound..<range.upperBound], at: range.lowerBound)
      items.append(values.filled(ShellField(argument: text)))
    default: readPlainItem(text)
    }
  }

  private mutating func readPlainItem(_ text: ArraySlice<UInt8>) {
    var scalar = text
    if let comment = scalar.indices.dropFirst().first(where: {
      scalar[$0] == UInt8(ascii: "#") && scalar[$0 - 1].isBlank
    }) {
      scalar = scalar[..<comment]
    }
    while let last = scalar.last, last.isBlank { scalar = scalar.dropLast() }
    items.append(values.filled(ShellField(argument: CommandLineArgument(scalar, at: scalar.startIndex))))
  }

  /// The lines below that are indented more than a line.
  private mutating func block(_ indent: Int) -> SourceRange {
    let start = min(offset, bytes.count)
    while offset < bytes.count {
      let end = lineEnd(from: offset)
      let text = bytes[offset..<end].drop { $0 == 0x20 }
      if !text.allSatisfy(\.isBlank), text.startIndex - offset <= indent { break }
      offset = end + 1
    }
    return SourceRange(start, min(offset, bytes.count))
  }

  private func quoted(_ start: Int, _ end: Int) -> ShellField? {
    var lexer = ListLexer(bytes, in: SourceRange(start, end))
    lexer.read()
    guard case .string(let field, _)? = lexer.tokens.first else { return nil }
    return values.filled(field)
  }

  /// A list in brackets, over as many lines as it takes.
  private mutating func flow(from start: Int, isItem: Bool = false) {
    var depth = 0
    var index = start
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if "\"'".utf8.contains(byte) {
        quote = byte
      } else if "[{".utf8.contains(byte) {
        depth += 1
      } else if "]}".utf8.contains(byte) {
        depth -= 1
      }
      if depth == 0 { break }
    }
    var lexer = ListLexer(bytes, in: SourceRange(start, index), hasPlainScalars: true)
    lexer.read()
    let fields = lexer.tokens.compactMap { token -> ShellField? in
      if case .string(let field, _) = token { values.filled(field) } else { nil }
    }
    if isItem { items += fields } else { finish(fields) }
    offset = max(offset, lineEnd(from: max(start, index - 1)) + 1)
  }

  private mutating func shell(_ range: SourceRange, isFolded: Bool) {
    let text = bytes[min(range.lowerBound, bytes.count)..<min(range.upperBound, bytes.count)]
    guard text.contains(UInt8(ascii: "-")) else { return }
    var lexer = ShellLexer(bytes, in: range, style: isFolded ? .folded : .shell)
    lexer.read()
    add(ShellProgram.commands(of: lexer))
  }

  private mutating func add(_ found: [TextCommand]) { commands += found.filter(\.hasOptions) }

  private mutating func endList() {
    if !items.isEmpty { finish(items) }
    items = []
    listIndent = 0
  }

  private mutating func finish(_ fields: [ShellField]) {
    let found = TextCommand.commands(of: pending + fields)
    let isProgram = found.isEmpty && fields.first?.argument.isQEMUProgram == true
    pending = isProgram ? fields : []
    commands += found
  }
}
