internal import SourceText

/// Reads a configuration file of QEMU: `[device "id"]` and `key = "value"`, which are `-device` and its properties.
///
/// Source: QEMU `qemu_config_foreach` in `util/qemu-config.c`.
struct QEMUConfigFile {
  private(set) var arguments: [CommandLineArgument] = []
  private(set) var problems: [TextProblem] = []

  private let bytes: [UInt8]
  private var open: CommandLineArgument?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var line = 0
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      read(line..<end)
      line = end + 1
    }
    close()
  }

  /// Whether a text begins with a section of such a file.
  static func isOne(_ bytes: [UInt8]) -> Bool {
    var line = 0
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let text = bytes[line..<end].drop(while: \.isBlank)
      line = end + 1
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      guard let section = section(text) else { return false }
      return QEMUFlag.takesValue(String(decoding: section.group, as: UTF8.self)) == true
    }
    return false
  }

  private mutating func read(_ range: Range<Int>) {
    let text = bytes[range].drop(while: \.isBlank)
    if text.isEmpty || text.first == UInt8(ascii: "#") { return }
    if let section = Self.section(text) {
      close()
      var flag = CommandLineArgument(at: section.group.startIndex)
      flag.append(UInt8(ascii: "-"), from: max(0, section.group.startIndex - 1))
      flag.append(contentsOf: section.group, from: section.group.startIndex)
      arguments.append(flag)
      open = CommandLineArgument(at: text.endIndex)
      if let id = section.id { add(key: "id", at: id.startIndex, value: id) }
    } else if open == nil || !readValue(text) {
      problems.append(TextProblem(.unreadableLine, at: SourceRange(text.startIndex, text.endIndex)))
    }
  }

  /// `key = "value"`.
  private mutating func readValue(_ text: ArraySlice<UInt8>) -> Bool {
    let key = text.prefix { !$0.isBlank && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "\"") }
    guard !key.isEmpty, let open = text[key.endIndex...].firstIndex(of: UInt8(ascii: "\"")),
      text[key.endIndex..<open].allSatisfy({ $0.isBlank || $0 == UInt8(ascii: "=") }),
      let close = text[(open + 1)...].firstIndex(of: UInt8(ascii: "\""))
    else { return false }
    add(key: String(decoding: key, as: UTF8.self), at: key.startIndex, value: text[(open + 1)..<close])
    return true
  }

  private mutating func add(key: String, at start: Int, value: ArraySlice<UInt8>) {
    if open?.bytes.isEmpty == false { open?.append(UInt8(ascii: ","), from: start) }
    open?.append(contentsOf: Array(key.utf8), from: start)
    open?.append(UInt8(ascii: "="), from: value.startIndex)
    for (index, byte) in zip(value.indices, value) {
      if byte == UInt8(ascii: ",") { open?.append(byte, from: index) }
      open?.append(byte, from: index)
    }
  }

  private mutating func close() {
    if let open { arguments.append(open) }
    open = nil
  }

  /// `[group]` or `[group "id"]`.
  private static func section(_ text: ArraySlice<UInt8>) -> (group: ArraySlice<UInt8>, id: ArraySlice<UInt8>?)? {
    guard text.first == UInt8(ascii: "["), let end = text.lastIndex(of: UInt8(ascii: "]")) else { return nil }
    let inner = text[(text.startIndex + 1)..<end]
    let group = inner.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    let rest = inner[group.endIndex...].drop(while: \.isBlank)
    if rest.isEmpty { return group.isEmpty ? nil : (group, nil) }
    guard rest.first == UInt8(ascii: "\""), let close = rest.dropFirst().firstIndex(of: UInt8(ascii: "\"")) else {
      return nil
    }
    return (group, rest[(rest.startIndex + 1)..<close])
  }
}
