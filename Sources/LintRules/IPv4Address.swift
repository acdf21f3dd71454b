/// An IPv4 address as the C library reads it: one to four numbers, decimal, octal behind `0` or hexadecimal behind `0x`, of
/// which the last fills what is left.
struct IPv4Address: CustomStringConvertible {
  private let value: UInt32

  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap(Self.number)
    guard numbers.count == parts.count, 1...4 ~= parts.count, let last = numbers.last else { return nil }
    let leading = numbers.dropLast()
    guard leading.allSatisfy({ $0 <= 0xff }), last < 1 << (8 * (5 - parts.count)) else { return nil }
    let high = leading.enumerated().reduce(0) { $0 | $1.element << (8 * (3 - $1.offset)) }
    value = UInt32(high | last)
  }

  private static func number(_ text: Substring) -> Int? {
    guard let first = text.first, "0"..."9" ~= first else { return nil }
    let isHexadecimal = text.lowercased().hasPrefix("0x")
    let digits = isHexadecimal ? text.dropFirst(2) : text
    guard digits.allSatisfy(\.isHexDigit) else { return nil }
    return Int(digits, radix: isHexadecimal ? 16 : first == "0" ? 8 : 10)
  }

  var description: String { [24, 16, 8, 0].map { String(value >> $0 & 0xff) }.joined(separator: ".") }

  /// Why QEMU's user network does not forward it (libslirp `slirp_add_guestfwd`); nil when it does.
  var reasonNotToForward: String? {
    switch value {
    case 0x0a00_0202: "10.0.2.2 is the host in QEMU's user network"
    case 0x0a00_0203: "10.0.2.3 is the name server of QEMU's user network"
    case 0x0a00_0200...0x0a00_02ff: nil
    default: "\(self) is not in QEMU's user network, 10.0.2.0/24"
    }
  }
}
