internal import SourceText

/// Puts values into a string: `${name}`, in templates also `{name}`.
struct TemplateFiller {
  private(set) var result: ShellField
  private let source: CommandLineArgument
  private let bracesAlone: Bool

  init(_ source: CommandLineArgument, bracesAlone: Bool) {
    self.source = source
    self.bracesAlone = bracesAlone
    result = ShellField(argument: CommandLineArgument(at: source.range.lowerBound))
  }

  mutating func fill(_ value: (String) -> ShellField?) {
    let bytes = source.bytes
    var start = 0
    var index = 0
    while index < bytes.count {
      guard let (name, end) = placeholder(at: index) else {
        index += 1
        continue
      }
      copy(start..<index)
      if let field = value(name) { result.append(field) } else { keep(index..<end) }
      (start, index) = (end, end)
    }
    copy(start..<bytes.count)
    result.argument.close(at: source.range.upperBound)
  }

  /// The name that a placeholder at an offset has, and its end.
  private func placeholder(at index: Int) -> (name: String, end: Int)? {
    let bytes = source.bytes
    let hasDollar = bytes[index] == UInt8(ascii: "$") || bytes[index] == UInt8(ascii: "#") && !bracesAlone
    guard hasDollar || bracesAlone && bytes[index] == UInt8(ascii: "{") else { return nil }
    let open = hasDollar ? index + 1 : index
    guard open < bytes.count, bytes[open] == UInt8(ascii: "{") else { return nil }
    let name = bytes[(open + 1)...].prefix(256).prefix { $0.isNamePart || $0 == UInt8(ascii: ".") }
    guard let first = name.first, !first.isDigit else { return nil }
    let rest = bytes[name.endIndex...].prefix(256)
    guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
    let tail = bytes[name.endIndex..<close]
    guard hasDollar || tail.isEmpty || tail.first == UInt8(ascii: ":") || tail.first == UInt8(ascii: "!") else {
      return nil
    }
    return (tail.isEmpty ? String(decoding: name, as: UTF8.self) : "", close + 1)
  }

  private mutating func copy(_ range: Range<Int>) {
    if !range.isEmpty { result.argument.append(source.slice(range)) }
  }

  private mutating func keep(_ range: Range<Int>) {
    var part = source.slice(range)
    part.isIncomplete = true
    result.append(ShellField(argument: part, problems: [TextProblem(.unknownValue(part.text), at: part.range)]))
  }
}
