internal import CLibXML2

/// What libxml2 gets to see: the text inside an element of our own, with a zero byte behind it.
struct InputBuffer {
  private static let prologue = Array("<r>".utf8)
  private static let epilogue = Array("</r>\0".utf8)
  /// How many bytes are before the text.
  static let prologueCount = 3
  /// A buffer larger than this is not kept from file to file.
  private static let keptSize = 1 << 20

  private(set) var bytes: [UInt8] = []

  /// Takes a text; the text to skip is replaced by blanks.
  mutating func fill(_ text: [UInt8], blanking blanked: Range<Int>?) {
    bytes.removeAll(keepingCapacity: true)
    bytes.reserveCapacity(text.count + 8)
    bytes += Self.prologue
    bytes += text
    bytes += Self.epilogue
    for offset in blanked ?? 0..<0 { bytes[Self.prologueCount + offset] = UInt8(ascii: " ") }
  }

  /// Gives the memory back that an unusually large text took.
  mutating func shrink() {
    if bytes.capacity > Self.keptSize { bytes = [] }
  }

  /// The offset of the first zero byte in the text.
  var zeroOffset: Int? {
    let length = unsafe bytes.withUnsafeBufferPointer { unsafe Int(xmlStrlen($0.baseAddress)) }
    return length < bytes.count - 1 ? length - Self.prologueCount : nil
  }
}
