internal import SourceText

/// The values that a YAML text gives to names: `env:` of Kubernetes, and `vars:` of Ansible.
struct YAMLValues {
  private var values: [String: CommandLineArgument] = [:]

  init(_ bytes: [UInt8]) {
    var name: String?
    var variablesIndent: Int?
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = line.drop { $0 == 0x20 || $0 == UInt8(ascii: "-") }
      let indent = text.startIndex - line.startIndex
      if let open = variablesIndent, !text.isEmpty, indent <= open { variablesIndent = nil }
      guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let key = String(decoding: text[..<colon], as: UTF8.self)
      let value = Self.scalar(text[(colon + 1)...])
      if variablesIndent != nil, let value { values[key] = value }
      if key == "vars" { variablesIndent = indent }
      if key == "value", let name, let value { values[name] = value }
      name = key == "name" ? value?.text : nil
    }
  }

  /// A string with the values that are known put in.
  func filled(_ field: ShellField) -> ShellField {
    guard TemplateFiller.mayFill(field.argument.bytes) else { return field }
    var filler = TemplateFiller(field, .none)
    filler.fill { name in values[name].map { ShellField(argument: $0) } }
    return filler.result
  }

  /// A value on the line of its key, without quotes; nil if there is none, or it has placeholders itself.
  private static func scalar(_ text: ArraySlice<UInt8>) -> CommandLineArgument? {
    var text = text.drop(while: \.isBlank)
    while let last = text.last, last.isBlank { text.removeLast() }
    if let first = text.first, "\"'".utf8.contains(first), text.count > 1, text.last == first {
      text = text.dropFirst().dropLast()
    }
    guard let first = text.first, !"|>&*![{#".utf8.contains(first), !TemplateFiller.mayFill(Array(text)) else {
      return nil
    }
    return CommandLineArgument(text, at: text.startIndex)
  }
}
