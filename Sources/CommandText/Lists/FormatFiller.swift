internal import SourceText

/// Puts the values of a format into its string: `%s` and its like, `{}`, `{0}`, `{name}`. A value that is not known leaves its
/// placeholder, which is reported.
struct FormatFiller {
  private(set) var result: ShellField
  private let source: CommandLineArgument
  private let values: [ShellField]
  private let namesAreFilled: Bool
  private var next = 0
  /// How many bytes of values by number, which may be repeated, are still put in.
  private var spare = 1 << 16

  /// - Parameters:
  ///   - values: what the format is given, in order.
  ///   - namesAreFilled: whether the values of `{name}` were put in before, as far as they are known.
  init(_ source: ShellField, _ values: [ShellField], namesAreFilled: Bool) {
    self.namesAreFilled = namesAreFilled
    self.source = source.argument
    self.values = values
    result = ShellField(argument: CommandLineArgument(at: source.argument.range.lowerBound), problems: source.problems)
    result.argument.isIncomplete = source.argument.isIncomplete
    fill()
  }

  private mutating func fill() {
    var start = 0
    var index = 0
    while index < source.bytes.count {
      guard let (placeholder, end) = placeholder(at: index) else {
        index += 1
        continue
      }
      copy(start..<index)
      put(placeholder, index..<end)
      (start, index) = (end, end)
    }
    copy(start..<source.bytes.count)
    result.argument.close(at: source.range.upperBound)
  }

  private enum Placeholder {
    /// `%s`, `{}`: the next value.
    case next
    /// `{0}`: the value of a number.
    case number(Int)
    /// `{name}`, `%(name)s`: a value by name.
    case named
    /// `%%`: the character itself.
    case percent
  }

  private func placeholder(at index: Int) -> (Placeholder, end: Int)? {
    switch source.bytes[index] {
    case UInt8(ascii: "%"): verb(at: index)
    case UInt8(ascii: "{"): braces(at: index)
    default: nil
    }
  }

  private func verb(at index: Int) -> (Placeholder, end: Int)? {
    let rest = source.bytes[(index + 1)...]
    guard let first = rest.first else { return nil }
    if first == UInt8(ascii: "%") { return (.percent, index + 2) }
    let isNamed = first == UInt8(ascii: "(")
    let start = isNamed ? rest.prefix(256).firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 } : rest.startIndex
    guard let start else { return nil }
    let flags = source.bytes[start...].prefix(16).prefix { $0.isDigit || "#-+.l".utf8.contains($0) }
    guard flags.endIndex < source.bytes.count, "sdvqixuXTr".utf8.contains(source.bytes[flags.endIndex]) else {
      return nil
    }
    return (isNamed ? .named : .next, flags.endIndex + 1)
  }

  private func braces(at index: Int) -> (Placeholder, end: Int)? {
    let name = source.bytes[(index + 1)...].prefix(256).prefix { $0.isNamePart || $0 == UInt8(ascii: ".") }
    guard name.endIndex < source.bytes.count else { return nil }
    var end = name.endIndex
    if [UInt8(ascii: ":"), UInt8(ascii: "!")].contains(source.bytes[end]) {
      guard let close = source.bytes[end...].prefix(64).firstIndex(of: UInt8(ascii: "}")) else { return nil }
      end = close
    }
    guard source.bytes[end] == UInt8(ascii: "}") else { return nil }
    if name.isEmpty { return (.next, end + 1) }
    return (Int(String(decoding: name, as: UTF8.self)).map(Placeholder.number) ?? .named, end + 1)
  }

  private mutating func put(_ placeholder: Placeholder, _ range: Range<Int>) {
    var value: ShellField?
    switch placeholder {
    case .percent: return copy(range.lowerBound..<range.lowerBound + 1)
    case .next:
      value = next < values.count ? values[next] : nil
      next += 1
    case .number(let number):
      value = values.indices.contains(number) ? values[number] : nil
      spare -= value?.argument.bytes.count ?? 0
      if spare < 0 { value = nil }
    case .named:
      if namesAreFilled { return copy(range) }
    }
    if let value, value.problems.isEmpty, !value.argument.isIncomplete {
      result.append(value)
    } else {
      var part = source.slice(range)
      part.isIncomplete = true
      result.append(ShellField(argument: part, problems: [TextProblem(.unknownValue(part.text), at: part.range)]))
    }
  }

  private mutating func copy(_ range: Range<Int>) {
    if !range.isEmpty { result.argument.append(source.slice(range)) }
  }
}

extension ShellField {
  /// The field with the values of a format put in.
  func formatted(with values: [ShellField], namesAreFilled: Bool = false) -> ShellField {
    FormatFiller(self, values, namesAreFilled: namesAreFilled).result
  }
}
