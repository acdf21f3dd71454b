/// The framing of Linux's netlink protocol: messages and attributes, each with its length first and padded to four bytes.
enum Netlink {
  /// `NETLINK_SOCK_DIAG`.
  static let socketDiagnosis: Int32 = 4
  /// `SOCK_DIAG_BY_FAMILY`.
  static let socketDiagnosisByFamily: UInt16 = 20

  /// One message or one attribute.
  struct Item: Hashable, Sendable {
    let type: UInt16
    let payload: ArraySlice<UInt8>
  }

  /// A request for all objects of a kind: `NLM_F_REQUEST | NLM_F_DUMP`.
  static func dumpRequest(type: UInt16, _ body: [UInt8]) -> [UInt8] {
    UInt32(16 + body.count).nativeBytes + type.nativeBytes + UInt16(0x301).nativeBytes + UInt32(1).nativeBytes
      + UInt32(0).nativeBytes + body
  }

  /// The messages of one answer: `nlmsghdr` has the length in four bytes, then the type.
  static func messages(in bytes: [UInt8]) -> [Item] {
    items(in: bytes[...], headerSize: 16) { (Int($0.nativeUInt32), $0.dropFirst(4).nativeUInt16) }
  }

  /// The attributes behind a message: `nlattr` has the length in two bytes, then the type.
  static func attributes(in bytes: ArraySlice<UInt8>) -> [Item] {
    items(in: bytes, headerSize: 4) { (Int($0.nativeUInt16), $0.dropFirst(2).nativeUInt16) }
  }

  private static func items(
    in bytes: ArraySlice<UInt8>, headerSize: Int, header: (ArraySlice<UInt8>) -> (length: Int, type: UInt16)
  ) -> [Item] {
    var items: [Item] = []
    var rest = bytes
    while rest.count >= headerSize {
      let (length, type) = header(rest)
      guard length >= headerSize, length <= rest.count else { break }
      items.append(Item(type: type, payload: rest.prefix(length).dropFirst(headerSize)))
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return items
  }
}

extension FixedWidthInteger {
  /// The bytes as they are in this machine's memory.
  var nativeBytes: [UInt8] { unsafe withUnsafeBytes(of: self) { unsafe Array($0) } }
}

extension ArraySlice<UInt8> {
  /// The first four bytes as this machine's number; missing ones are 0.
  var nativeUInt32: UInt32 { native() }

  /// The first two bytes as this machine's number; missing ones are 0.
  var nativeUInt16: UInt16 { native() }

  private func native<Integer: FixedWidthInteger>() -> Integer {
    let bytes = prefix(MemoryLayout<Integer>.size).enumerated()
    return Integer(littleEndian: bytes.reduce(0) { $0 | Integer(truncatingIfNeeded: $1.element) << (8 * $1.offset) })
  }
}
