internal import SourceText

/// Which placeholders a string has besides `${x}`, `$x`, `$(X)`, `#{x}` and `{{ x }}`.
enum StringTemplate {
  case none
  /// `{x}` for any expression, as in `f"…"` of Python; doubled braces are braces.
  case braces
  /// `{x}` for a name, as in `format!` of Rust.
  case names
}

/// Puts values into a string. A placeholder whose value is not known is kept, and reported.
struct TemplateFiller {
  private(set) var result: ShellField
  private let source: CommandLineArgument
  private let template: StringTemplate
  private let hasPlainDollars: Bool

  /// - Parameter hasPlainDollars: whether `$x` is a placeholder: in text for a shell, it is the shell's.
  init(_ source: ShellField, _ template: StringTemplate, hasPlainDollars: Bool = true) {
    self.source = source.argument
    self.template = template
    self.hasPlainDollars = hasPlainDollars
    result = ShellField(argument: CommandLineArgument(at: source.argument.range.lowerBound), problems: source.problems)
    result.argument.isIncomplete = source.argument.isIncomplete
  }

  /// Whether a text can have placeholders.
  static func mayFill(_ bytes: [UInt8]) -> Bool { bytes.contains { "{$".utf8.contains($0) } }

  mutating func fill(_ value: (String) -> ShellField?) {
    let bytes = source.bytes
    var start = 0
    var index = 0
    while index < bytes.count {
      guard let placeholder = placeholder(at: index) else {
        index += 1
        continue
      }
      copy(start..<index)
      put(placeholder, from: index, value)
      (start, index) = (placeholder.end, placeholder.end)
    }
    copy(start..<bytes.count)
    result.argument.close(at: source.range.upperBound)
  }

  private struct Placeholder {
    /// The name whose value is put in; empty for other expressions.
    var name = ""
    /// What is put in where the name has no value.
    var fallback: Range<Int>?
    let end: Int
  }

  private mutating func put(_ placeholder: Placeholder, from start: Int, _ value: (String) -> ShellField?) {
    if !placeholder.name.isEmpty, let field = value(placeholder.name) { return result.append(field) }
    if let fallback = placeholder.fallback { return copy(fallback) }
    var part = source.slice(start..<placeholder.end)
    part.isIncomplete = true
    result.append(ShellField(argument: part, problems: [TextProblem(.unknownValue(part.text), at: part.range)]))
  }

  private mutating func copy(_ range: Range<Int>) {
    if !range.isEmpty { result.argument.append(source.slice(range)) }
  }
}

// MARK: Placeholders

extension TemplateFiller {
  private func byte(_ index: Int) -> UInt8 { index < source.bytes.count ? source.bytes[index] : 0 }

  private func placeholder(at index: Int) -> Placeholder? {
    switch byte(index) {
    case UInt8(ascii: "$"): dollar(at: index)
    case UInt8(ascii: "#") where byte(index + 1) == UInt8(ascii: "{") && template != .braces:
      expression(at: index + 1)
    case UInt8(ascii: "{"): brace(at: index)
    case UInt8(ascii: "}") where template == .braces && byte(index + 1) == UInt8(ascii: "}"):
      Placeholder(fallback: index..<index + 1, end: index + 2)
    default: nil
    }
  }

  private func dollar(at index: Int) -> Placeholder? {
    switch byte(index + 1) {
    // Compose and Kubernetes take two for one.
    case UInt8(ascii: "$"): return Placeholder(fallback: index..<index + 1, end: index + 2)
    case UInt8(ascii: "{"): return expression(at: index + 1)
    case UInt8(ascii: "("):
      let name = name(from: index + 2)
      guard !name.isEmpty, byte(name.endIndex) == UInt8(ascii: ")") else { return nil }
      return Placeholder(name: String(decoding: name, as: UTF8.self), end: name.endIndex + 1)
    case let first where hasPlainDollars && (first.isLetter || first == UInt8(ascii: "_")):
      let name = source.bytes[(index + 1)...].prefix(256).prefix(while: \.isNamePart)
      return Placeholder(name: String(decoding: name, as: UTF8.self), end: name.endIndex)
    default: return nil
    }
  }

  private func brace(at index: Int) -> Placeholder? {
    let next = byte(index + 1)
    switch template {
    case .braces where next == UInt8(ascii: "{"): return Placeholder(fallback: index..<index + 1, end: index + 2)
    case .braces: return expression(at: index)
    case .names where next == UInt8(ascii: "{"): return nil
    case .names:
      let name = name(from: index + 1)
      guard let first = name.first, !first.isDigit, let close = end(of: index),
        [UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "!")].contains(byte(name.endIndex))
      else { return nil }
      return Placeholder(name: close == name.endIndex + 1 ? String(decoding: name, as: UTF8.self) : "", end: close)
    case .none where next == UInt8(ascii: "{"): return doubled(at: index)
    case .none where next == UInt8(ascii: "$") && byte(index + 2).isLetter: return expression(at: index)
    case .none: return nil
    }
  }

  /// `{{ name }}` of Jinja, Helm and Packer, whose names can follow a point or `user` and a quote.
  private func doubled(at index: Int) -> Placeholder? {
    let rest = source.bytes[(index + 2)...].prefix(256)
    guard let close = rest.indices.first(where: { byte($0) == UInt8(ascii: "}") && byte($0 + 1) == UInt8(ascii: "}") })
    else { return nil }
    var words = source.bytes[(index + 2)..<close].split { $0.isBlank || "`\"'".utf8.contains($0) }
    if words.count == 2, words[0].elementsEqual("user".utf8) { words.removeFirst() }
    let name = words.count == 1 ? words[0].drop { $0 == UInt8(ascii: ".") } : []
    return Placeholder(name: String(decoding: name, as: UTF8.self), end: close + 2)
  }

  /// An expression in braces: a name, or a name with a default as in a shell.
  private func expression(at open: Int) -> Placeholder? {
    guard let end = end(of: open) else { return nil }
    let name = name(from: byte(open + 1) == UInt8(ascii: "$") ? open + 2 : open + 1)
    let rest = name.endIndex..<end - 1
    guard let first = name.first, !first.isDigit else { return Placeholder(end: end) }
    let text = String(decoding: name, as: UTF8.self)
    if rest.isEmpty { return Placeholder(name: text, end: end) }
    if source.bytes[rest].starts(with: ":-".utf8) {
      return Placeholder(name: text, fallback: rest.lowerBound + 2..<rest.upperBound, end: end)
    }
    return Placeholder(end: end)
  }

  private func name(from start: Int) -> ArraySlice<UInt8> {
    source.bytes[min(start, source.bytes.count)...].prefix(256).prefix { $0.isNamePart || $0 == UInt8(ascii: ".") }
  }

  /// Behind the brace that closes the one at an offset.
  private func end(of open: Int) -> Int? {
    var depth = 0
    for index in open..<min(source.bytes.count, open + 512) {
      if byte(index) == UInt8(ascii: "{") { depth += 1 }
      if byte(index) == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }
}
