package import XMLTree

/// The format of a number in an attribute: what the parsers of libvirt, which use strtol, accept, and what libvirt writes.
public struct NumberFormat: Hashable, Sendable {
  /// The base handed to strtol: 10, 16, or 0 for a prefix to decide (`0x` hexadecimal, `0` octal).
  let base: Int
  /// The allowed values.
  public let range: ClosedRange<Int>
  /// The number of hexadecimal digits written behind `0x`; nil writes decimal.
  let hexDigits: Int?

  /// An unsigned 32-bit decimal (`virXMLPropUInt`).
  public static let unsigned = NumberFormat(base: 10, range: 0...Int(UInt32.max), hexDigits: nil)
  /// A decimal from 1 (`virXMLPropUInt` with `VIR_XML_PROP_NONZERO`).
  public static let positive = NumberFormat(base: 10, range: 1...Int(UInt32.max), hexDigits: nil)
  /// A decimal that may be negative: libvirt takes it modulo 2^32 (`virStrToLong_ui`).
  public static let wrapping = NumberFormat(base: 10, range: -Int(UInt32.max)...Int(UInt32.max), hexDigits: nil)
  /// A non-negative decimal that fits an `int` (`virXMLPropInt` with `VIR_XML_PROP_NONNEGATIVE`).
  public static let nonNegative = NumberFormat(base: 10, range: 0...Int(Int32.max), hexDigits: nil)
  /// A decimal that fits an `int`.
  public static let integer = NumberFormat(base: 10, range: Int(Int32.min)...Int(Int32.max), hexDigits: nil)
  /// A number of any base that fits an `int`.
  public static let integerOfAnyBase = NumberFormat(base: 0, range: integer.range, hexDigits: nil)
  /// A non-negative number of any base that fits an `int` (`virXMLPropInt` with base 0 and `VIR_XML_PROP_NONNEGATIVE`).
  public static let nonNegativeOfAnyBase = NumberFormat(base: 0, range: nonNegative.range, hexDigits: nil)
  /// An unsigned number of any base, written in hexadecimal.
  public static func hexadecimal(digits: Int, upTo limit: Int = Int(UInt32.max)) -> NumberFormat {
    NumberFormat(base: 0, range: 0...limit, hexDigits: digits)
  }
  /// An unsigned number that is hexadecimal even without `0x`.
  public static func bareHexadecimal(upTo limit: Int = Int(UInt32.max)) -> NumberFormat {
    NumberFormat(base: 16, range: 0...limit, hexDigits: 1)
  }

  /// Parses a number as strtol does, with leading blanks and a sign; nil if other text follows the digits or the number is out of
  /// range.
  public func parse(_ text: String) -> Int? { parse(text.utf8.span) }

  /// Parses the number that an attribute states.
  package func parse(_ attribute: XMLAttribute, in document: ParsedXML) -> Int? {
    document.parse(attribute) { parse($0) }
  }

  private func parse(_ text: Span<UInt8>) -> Int? {
    var start = 0
    while start < text.count, text[start].isBlankToStrtol { start += 1 }
    let isNegative = start < text.count && text[start] == UInt8(ascii: "-")
    if isNegative || start < text.count && text[start] == UInt8(ascii: "+") { start += 1 }
    let radix = skipPrefix(of: text, at: &start)
    guard let value = Self.value(of: text, from: start, radix: radix) else { return nil }
    let signed = isNegative ? -value : value
    return range.contains(signed) ? signed : nil
  }

  /// The number that a text apparently means although libvirt refuses it, because of trailing blanks or because it is hexadecimal where
  /// libvirt expects another base; nil if there is none.
  public func guess(_ text: String) -> Int? {
    let words = text.utf8.split(whereSeparator: \.isBlankToStrtol)
    let word = words.map { String(Substring($0)) }.joined(separator: " ")
    if let value = parse(word) { return value }
    guard word.hasPrefix("0x") || hexDigits != nil else { return nil }
    return NumberFormat(base: 16, range: range, hexDigits: nil).parse(word)
  }

  /// Formats a number as libvirt does.
  public func print(_ value: Int) -> String {
    guard let hexDigits else { return String(value) }
    return "0x" + value.hexadecimal(digits: hexDigits)
  }

  /// The allowed values, to complete the sentence "expected …".
  public var expectation: String {
    let kind = base == 10 ? "a decimal number" : "a number"
    return "\(kind) from \(range.lowerBound) to \(range.upperBound)"
  }

  /// The radix of a number, whose prefix is passed over.
  private func skipPrefix(of text: Span<UInt8>, at start: inout Int) -> Int {
    guard base != 10, start + 1 < text.count, text[start] == UInt8(ascii: "0") else { return base == 0 ? 10 : base }
    if text[start + 1] | 0x20 == UInt8(ascii: "x") {
      start += 2
      return 16
    }
    return base == 0 ? 8 : base
  }

  private static func value(of text: Span<UInt8>, from start: Int, radix: Int) -> Int? {
    guard start < text.count else { return nil }
    var value = 0
    for place in start..<text.count {
      guard let digit = text[place].digitValue, digit < radix else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: radix)
      let (sum, isLarger) = product.addingReportingOverflow(digit)
      if isTooLarge || isLarger { return nil }
      value = sum
    }
    return value
  }
}

extension UInt8 {
  /// What C's isspace takes for a blank.
  fileprivate var isBlankToStrtol: Bool { self == UInt8(ascii: " ") || 0x09...0x0D ~= self }

  /// The value of a digit of any radix up to 16.
  fileprivate var digitValue: Int? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
