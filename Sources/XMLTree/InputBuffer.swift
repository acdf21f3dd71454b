import SourceText

/// What libxml2 gets to see: the text inside an element of our own, with a zero byte behind it.
struct InputBuffer {
  /// Stands before the text, and shifts every offset.
  static let prologue = Array("<r>".utf8)
  /// Stands behind the text.
  static let epilogue = Array("</r>\0".utf8)
  /// A buffer larger than this is not kept for the next file.
  private static let keptSize = 1 << 20

  private(set) var bytes: [UInt8] = []

  /// Takes a text; the XML declaration in `declaration` is replaced by blanks, as it may stand only at the very beginning.
  mutating func fill(_ text: [UInt8], blanking declaration: Range<Int>?) {
    bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptSize)
    bytes.reserveCapacity(text.count + Self.prologue.count + Self.epilogue.count)
    bytes += Self.prologue
    bytes += text
    bytes += Self.epilogue
    for offset in declaration ?? 0..<0 { bytes[Self.prologue.count + offset] = UInt8(ascii: " ") }
  }
}
