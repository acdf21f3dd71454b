public import SourceText

/// One argument as QEMU gets it, and where each of its bytes was read: quotes and backslashes of a shell are gone from it.
public struct CommandLineArgument: Sendable {
  /// The argument.
  public private(set) var bytes: [UInt8] = []

  private var pieces: [Piece] = []
  private var end: Int

  /// Bytes that stand next to each other in the input.
  private struct Piece {
    let offset: Int
    let sourceOffset: Int
  }

  /// An empty argument that begins at a byte of the input.
  init(at sourceOffset: Int) { end = sourceOffset }

  /// An argument that stands in the input as it is.
  init(_ bytes: some Sequence<UInt8>, at sourceOffset: Int) {
    self.init(at: sourceOffset)
    for (index, byte) in bytes.enumerated() { append(byte, from: sourceOffset + index) }
    if self.bytes.isEmpty { close(at: sourceOffset) }
  }

  /// The argument as text, invalid UTF-8 repaired.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes of the input that the whole argument takes, quotes at its ends left out.
  public var range: SourceRange { range(of: 0..<bytes.count) }

  /// The bytes of the input that some bytes of the argument were read from.
  public func range(of part: Range<Int>) -> SourceRange {
    guard let last = part.last else { return SourceRange(at: sourceOffset(of: part.lowerBound)) }
    return SourceRange(sourceOffset(of: part.lowerBound), sourceOffset(of: last) + 1)
  }

  /// A spot for some bytes of the argument.
  func location(_ part: Range<Int>) -> OptionLocation { OptionLocation(range(of: part)) }

  mutating func append(_ byte: UInt8, from sourceOffset: Int) {
    if pieces.last.map({ $0.sourceOffset + bytes.count - $0.offset != sourceOffset }) ?? true {
      pieces.append(Piece(offset: bytes.count, sourceOffset: sourceOffset))
    }
    bytes.append(byte)
    end = sourceOffset + 1
  }

  mutating func close(at sourceOffset: Int) { end = sourceOffset }

  /// Adds another argument, and a space between them.
  mutating func join(_ other: CommandLineArgument) {
    append(UInt8(ascii: " "), from: end)
    for (index, byte) in other.bytes.enumerated() { append(byte, from: other.sourceOffset(of: index)) }
  }

  /// How many properties it has as the value of an option, as a rule: a list that grows takes twice what it needs.
  var roomForProperties: Int { min(16, 1 + bytes.count { $0 == UInt8(ascii: ",") }) }

  private func sourceOffset(of offset: Int) -> Int {
    guard offset < bytes.count, let piece = piece(at: offset) else { return end }
    return piece.sourceOffset + offset - piece.offset
  }

  /// The last piece that begins at an offset or before it.
  private func piece(at offset: Int) -> Piece? {
    let next = pieces.partitioningIndex { $0.offset > offset }
    return next > 0 ? pieces[next - 1] : nil
  }
}
