/// Resolves well-formed character data: references, CDATA sections and line ends; comments and processing instructions are left out.
struct TextDecoder {
  private let source: [UInt8]
  private(set) var result: [UInt8] = []

  init(_ source: [UInt8]) { self.source = source }

  /// Appends what the bytes in `range` mean. There is no element in the range.
  mutating func append(_ range: Range<Int>) {
    // More room each time would mean a copy each time.
    if result.isEmpty { result.reserveCapacity(range.count) }
    var position = range.lowerBound
    while position < range.upperBound {
      switch source[position] {
      case UInt8(ascii: "<"): position = appendMarkup(position, in: range)
      case UInt8(ascii: "&"): position = appendReference(position, in: range)
      case UInt8(ascii: "\r"): position = appendLineEnd(position, in: range)
      case let byte:
        result.append(byte)
        position += 1
      }
    }
  }

  private mutating func appendMarkup(_ start: Int, in range: Range<Int>) -> Int {
    if source.holds(Markup.comment, at: start) { return source.end(of: Markup.commentEnd, from: start + 4, in: range) }
    if source.holds(Markup.cdata, at: start) {
      let end = source.end(of: Markup.cdataEnd, from: start + 9, in: range)
      appendLines(start + 9..<max(start + 9, end - 3))
      return end
    }
    return source.end(of: Markup.instructionEnd, from: start + 2, in: range)
  }

  private mutating func appendLines(_ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      if source[position] == UInt8(ascii: "\r") {
        position = appendLineEnd(position, in: range)
      } else {
        result.append(source[position])
        position += 1
      }
    }
  }

  private mutating func appendLineEnd(_ position: Int, in range: Range<Int>) -> Int {
    result.append(UInt8(ascii: "\n"))
    let next = position + 1
    return next < range.upperBound && source[next] == UInt8(ascii: "\n") ? next + 1 : next
  }

  private mutating func appendReference(_ start: Int, in range: Range<Int>) -> Int {
    let end = source[start..<range.upperBound].firstIndex(of: UInt8(ascii: ";")) ?? range.upperBound
    let name = String(decoding: source[start + 1..<max(start + 1, end)], as: UTF8.self)
    if let scalar = Self.scalar(named: name) { result += Array(String(Character(scalar)).utf8) }
    return min(end + 1, range.upperBound)
  }

  private static func scalar(named name: String) -> Unicode.Scalar? {
    switch name {
    case "lt": "<"
    case "gt": ">"
    case "amp": "&"
    case "quot": "\""
    case "apos": "'"
    default:
      if name.hasPrefix("#x") {
        UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      } else {
        UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
      }
    }
  }
}
