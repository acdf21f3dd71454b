public import CommandText

/// Option values as `key=value`, separated by commas, as QEMU's `qemu_opts_parse` parses them.
public enum KeyvalDialect {
  /// The properties of an option whose short booleans are reported: the first ones, as an option can have a million.
  package static let reportedProperties = 1_000

  /// The value of an option.
  public static func print(_ option: QEMUOption) -> String {
    print(option) { "\($0.key)=\(Self.escaped($0.value))" }
  }

  /// Parses the value of an option. Every text is valid; short booleans are accepted and reported.
  public static func parse(_ value: CommandLineArgument, _ flag: OptionFlag, _ problems: inout [OptionProblem])
    -> QEMUOption
  {
    var scanner = KeyvalScanner(value, impliedKey: flag.impliedKey)
    let properties = scanner.properties()
    problems += scanner.problems
    return QEMUOption(flag, properties, location: OptionLocation(value.range))
  }
}

extension KeyvalDialect {
  /// Prints the properties with `word`; the first one omits its key if QEMU implies it.
  static func print(_ option: QEMUOption, word: (OptionProperty) -> String) -> String {
    let properties = option.spelledLeaves
    guard let first = properties.first, first.key == option.flag.impliedKey, first.value.canStandAlone else {
      return properties.map(word).joined(separator: ",")
    }
    return ([escaped(first.value)] + properties.dropFirst().map(word)).joined(separator: ",")
  }

  /// A value as text, with its commas doubled.
  static func escaped(_ value: OptionValue) -> String {
    let word = value.word ?? ""
    if case .verbatim = value { return word }
    guard word.utf8.contains(UInt8(ascii: ",")) else { return word }
    return word.unicodeScalars.reduce(into: "") { text, scalar in
      text.unicodeScalars.append(scalar)
      if scalar == "," { text.unicodeScalars.append(scalar) }
    }
  }
}

extension QEMUOption {
  /// The properties without lists and objects, their types kept: those decide how they are printed.
  fileprivate var spelledLeaves: [OptionProperty] {
    properties.flatMap { $0.value.word == nil ? $0.spelled : [$0] }
  }
}

extension OptionValue {
  /// Whether the value is read back without its key: an equals sign before the first comma would make a key of what is before it,
  /// a brace JSON of everything, and an empty text has no property at all.
  fileprivate var canStandAlone: Bool {
    guard let word, !word.isEmpty, !word.hasPrefix("{") else { return false }
    return !word.utf8.prefix { $0 != UInt8(ascii: ",") }.contains(UInt8(ascii: "="))
  }
}
