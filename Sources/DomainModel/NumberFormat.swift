/// How an attribute spells a number: what libvirt's strtol-based readers take, and what its formatter writes.
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
  /// An unsigned number of any base, written in hexadecimal.
  public static func hexadecimal(digits: Int, upTo limit: Int = Int(UInt32.max)) -> NumberFormat {
    NumberFormat(base: 0, range: 0...limit, hexDigits: digits)
  }
  /// An unsigned number that is hexadecimal even without `0x`.
  public static func bareHexadecimal(upTo limit: Int = Int(UInt32.max)) -> NumberFormat {
    NumberFormat(base: 16, range: 0...limit, hexDigits: 1)
  }

  /// Reads a number as strtol does: leading blanks and a sign are fine, anything behind the digits is not.
  public func parse(_ text: String) -> Int? {
    var digits = Substring(text).drop(while: \.isBlankToStrtol)
    let isNegative = digits.first == "-"
    if isNegative || digits.first == "+" { digits = digits.dropFirst() }
    let (radix, body) = split(digits)
    guard let first = body.first, first.isHexDigit, let value = Int(body, radix: radix) else { return nil }
    let signed = isNegative ? -value : value
    return range.contains(signed) ? signed : nil
  }

  /// The number that a text visibly means though libvirt does not take it: with blanks behind it, or hexadecimal where
  /// libvirt reads another base.
  public func guess(_ text: String) -> Int? {
    let word = text.split(whereSeparator: \.isBlankToStrtol).joined(separator: " ")
    if let value = parse(word) { return value }
    guard word.hasPrefix("0x") || hexDigits != nil else { return nil }
    return NumberFormat(base: 16, range: range, hexDigits: nil).parse(word)
  }

  /// Writes a number as libvirt does.
  public func print(_ value: Int) -> String {
    guard let hexDigits else { return String(value) }
    return "0x" + value.hexadecimal(digits: hexDigits)
  }

  /// What is allowed, to complete "expected …".
  public var expectation: String {
    let kind = base == 10 ? "a decimal number" : "a number"
    return "\(kind) from \(range.lowerBound) to \(range.upperBound)"
  }

  private func split(_ digits: Substring) -> (radix: Int, body: Substring) {
    let isPrefixed = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    switch base {
    case 0 where isPrefixed, 16 where isPrefixed: return (16, digits.dropFirst(2))
    case 0 where digits.first == "0" && digits.count > 1: return (8, digits.dropFirst())
    case 0: return (10, digits)
    default: return (base, digits)
    }
  }
}

extension Character {
  fileprivate var isBlankToStrtol: Bool { self == " " || ("\t"..."\r").contains(self) || self == "\r\n" }
}
