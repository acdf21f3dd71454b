internal import DomainModel
internal import JSONText
internal import SourceText

/// Reads any JSON object as settings: a list becomes several settings of one name, as XML has it.
enum JSONSettings {
  static func read(_ bytes: [UInt8]) throws(JSONError) -> [Setting] {
    var scanner = JSONScanner(bytes)
    let settings = try members(&scanner)
    try scanner.end()
    return settings
  }

  private static func members(_ scanner: inout JSONScanner) throws(JSONError) -> [Setting] {
    var settings: [Setting] = []
    try scanner.members { (scanner: inout JSONScanner, key: String, range: Range<Int>) throws(JSONError) in
      settings += try member(key, at: location(range), &scanner)
    }
    return settings
  }

  private static func member(
    _ key: String, at location: Setting.Location, _ scanner: inout JSONScanner
  ) throws(JSONError) -> [Setting] {
    guard scanner.upcoming == UInt8(ascii: "[") else {
      let content = try content(&scanner)
      return [Setting(key, content, at: location, contentAt: Self.location(scanner.lastRange))]
    }
    var settings: [Setting] = []
    try scanner.elements { (scanner: inout JSONScanner) throws(JSONError) in
      let content = try content(&scanner)
      settings.append(Setting(key, content, at: location, contentAt: Self.location(scanner.lastRange)))
    }
    return settings.isEmpty ? [Setting(key, .nothing, at: location)] : settings
  }

  private static func content(_ scanner: inout JSONScanner) throws(JSONError) -> Setting.Content {
    if scanner.upcoming == UInt8(ascii: "{") { return .element(try members(&scanner)) }
    return switch try scanner.value() {
    case .string(let text): .text(text)
    case .number(let number): number.integer().map { .number($0) } ?? .text(number.text)
    case .bool(let isTrue): .truth(isTrue)
    case .null: .nothing
    case .array, .object: .element([])
    }
  }

  private static func location(_ range: Range<Int>) -> Setting.Location {
    .text(SourceRange(range.lowerBound, range.upperBound))
  }
}
