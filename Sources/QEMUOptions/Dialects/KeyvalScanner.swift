internal import CommandText

/// Reads `word,key=value,key,nokey` as QEMU's `get_opt_name_value` does.
struct KeyvalScanner {
  private(set) var problems: [OptionProblem] = []

  private let argument: CommandLineArgument
  private var impliedKey: String?
  private var offset = 0
  init(_ argument: CommandLineArgument, impliedKey: String?) {
    self.argument = argument
    self.impliedKey = impliedKey
  }

  mutating func properties() -> [OptionProperty] {
    var properties: [OptionProperty] = []
    properties.reserveCapacity(argument.roomForProperties)
    var hasEmpty = false
    while offset < argument.bytes.count {
      let property = property(isReported: properties.count < KeyvalDialect.reportedProperties)
      // Nothing between two commas is the same mistake however often it occurs.
      let isEmpty = property.key.isEmpty && property.keyLocation.range == property.valueLocation.range
      if !isEmpty || !hasEmpty { properties.append(property) }
      hasEmpty = hasEmpty || isEmpty
      impliedKey = nil
      offset += 1
    }
    return properties
  }

  private mutating func property(isReported: Bool) -> OptionProperty {
    let name = argument.bytes[offset...].prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ",") }
    let hasKey = name.endIndex < argument.bytes.count && argument.bytes[name.endIndex] == UInt8(ascii: "=")
    if hasKey { return pair(name.startIndex..<name.endIndex) }
    if let impliedKey { return implied(impliedKey) }
    return bareWord(name.startIndex..<name.endIndex, isReported: isReported)
  }

  private mutating func pair(_ name: Range<Int>) -> OptionProperty {
    offset = name.upperBound + 1
    let (text, range) = value()
    return OptionProperty(
      self.text(name), .text(text), keyLocation: argument.location(name), valueLocation: argument.location(range))
  }

  private mutating func implied(_ key: String) -> OptionProperty {
    let start = offset
    let (text, range) = value()
    return OptionProperty(
      key, .text(text), keyLocation: argument.location(start..<start), valueLocation: argument.location(range))
  }

  /// A flag: a leading `no` turns it off, whatever follows.
  private mutating func bareWord(_ name: Range<Int>, isReported: Bool) -> OptionProperty {
    offset = name.upperBound
    let word = text(name)
    let isOff = word.hasPrefix("no")
    let key = isOff ? String(word.dropFirst(2)) : word
    if isReported, !name.isEmpty {
      problems.append(
        OptionProblem(.shortBoolean(word: word, key: key, value: !isOff), at: argument.range(of: name)))
    }
    return OptionProperty(
      key, .text(isOff ? "off" : "on"), keyLocation: argument.location(name), valueLocation: argument.location(name))
  }

  /// The value that begins here: two commas are one, a single one ends it.
  private mutating func value() -> (String, Range<Int>) {
    let start = offset
    let bytes = argument.bytes
    var value: [UInt8] = []
    while offset < bytes.count {
      let run = bytes[offset...].prefix { $0 != UInt8(ascii: ",") }
      offset = run.endIndex
      let isDoubled = offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: ",")
      if value.isEmpty, !isDoubled { return (String(decoding: run, as: UTF8.self), start..<offset) }
      value += run
      guard isDoubled else { break }
      value.append(UInt8(ascii: ","))
      offset += 2
    }
    return (String(decoding: value, as: UTF8.self), start..<offset)
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: argument.bytes[range], as: UTF8.self) }
}
