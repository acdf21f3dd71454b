public import SourceText

/// An argument as QEMU receives it, without the quotes and backslashes of a shell, with the source position of each byte.
public struct CommandLineArgument: Sendable {
  /// The bytes of the argument.
  public private(set) var bytes: [UInt8] = []
  /// Whether it holds a value that is not known: it is kept as it is spelled.
  package var isIncomplete = false

  private var pieces: [Piece] = []
  private var end: Int

  /// Bytes that are next to each other in the input, or that all come from one byte of it.
  private struct Piece {
    let offset: Int
    let sourceOffset: Int
    var isFixed = false
  }

  /// An empty argument that begins at a byte of the input.
  package init(at sourceOffset: Int) { end = sourceOffset }

  /// An argument that is in the input as it is.
  package init(_ bytes: some Collection<UInt8>, at sourceOffset: Int) {
    self.init(at: sourceOffset)
    append(contentsOf: bytes, from: sourceOffset)
  }

  /// An argument that is not in the input as such: every byte of it comes from one range.
  package init(_ text: some Collection<UInt8>, standingFor range: SourceRange) {
    bytes = Array(text)
    pieces = [Piece(offset: 0, sourceOffset: range.lowerBound, isFixed: true)]
    end = range.upperBound
  }

  /// The argument as text, with invalid UTF-8 repaired.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The source range of the whole argument, without quotes at its ends.
  public var range: SourceRange { range(of: 0..<bytes.count) }

  /// The source range of some bytes of the argument.
  public func range(of part: Range<Int>) -> SourceRange {
    guard let last = part.last else { return SourceRange(at: sourceOffset(of: part.lowerBound)) }
    let start = sourceOffset(of: part.lowerBound)
    if let piece = piece(at: last), piece.isFixed { return SourceRange(start, max(start, end)) }
    return SourceRange(start, max(start, sourceOffset(of: last) + 1))
  }

  package mutating func append(_ byte: UInt8, from sourceOffset: Int) {
    addPiece(sourceOffset)
    bytes.append(byte)
    end = sourceOffset + 1
  }

  /// Adds bytes that are next to each other in the input.
  package mutating func append(contentsOf more: some Collection<UInt8>, from sourceOffset: Int) {
    end = sourceOffset + more.count
    guard !more.isEmpty else { return }
    addPiece(sourceOffset)
    bytes += more
  }

  /// Adds bytes that all come from one byte of the input.
  package mutating func append(fixed more: some Collection<UInt8>, from sourceOffset: Int) {
    for byte in more { append(byte, from: sourceOffset) }
  }

  /// Adds another argument.
  package mutating func append(_ other: CommandLineArgument) {
    isIncomplete = isIncomplete || other.isIncomplete
    pieces += other.pieces.map {
      Piece(offset: $0.offset + bytes.count, sourceOffset: $0.sourceOffset, isFixed: $0.isFixed)
    }
    bytes += other.bytes
    end = other.end
  }

  package mutating func close(at sourceOffset: Int) { end = sourceOffset }

  /// Adds another argument, and a space between them.
  package mutating func join(_ other: CommandLineArgument) {
    append(UInt8(ascii: " "), from: end)
    append(other)
  }

  /// Some of its bytes as an argument of its own.
  package func slice(_ part: Range<Int>) -> CommandLineArgument {
    var result = CommandLineArgument(at: sourceOffset(of: part.lowerBound))
    result.isIncomplete = isIncomplete
    let first = max(0, pieces.partitioningIndex { $0.offset > part.lowerBound } - 1)
    for (index, piece) in zip(first..., pieces[min(first, pieces.count)...]) {
      if piece.offset >= part.upperBound { break }
      let upper = index + 1 < pieces.count ? pieces[index + 1].offset : bytes.count
      let shared = part.clamped(to: piece.offset..<upper)
      guard !shared.isEmpty else { continue }
      let source = piece.isFixed ? piece.sourceOffset : piece.sourceOffset + shared.lowerBound - piece.offset
      result.pieces.append(Piece(offset: result.bytes.count, sourceOffset: source, isFixed: piece.isFixed))
      result.bytes += bytes[shared]
    }
    result.end = part.isEmpty ? result.end : sourceOffset(of: part.upperBound - 1) + 1
    return result
  }

  private mutating func addPiece(_ sourceOffset: Int) {
    if let last = pieces.last, !last.isFixed, last.sourceOffset + bytes.count - last.offset == sourceOffset { return }
    pieces.append(Piece(offset: bytes.count, sourceOffset: sourceOffset))
  }

  package func sourceOffset(of offset: Int) -> Int {
    guard offset < bytes.count, let piece = piece(at: offset) else { return end }
    return piece.isFixed ? piece.sourceOffset : piece.sourceOffset + offset - piece.offset
  }

  /// The last piece that begins at an offset or before it.
  private func piece(at offset: Int) -> Piece? {
    let next = pieces.partitioningIndex { $0.offset > offset }
    return next > 0 ? pieces[next - 1] : nil
  }
}

extension CommandLineArgument {
  /// An argument that was read from the bytes of another one, with the positions of those bytes.
  package func mapped(through outer: CommandLineArgument) -> CommandLineArgument {
    var result = CommandLineArgument(at: outer.sourceOffset(of: end))
    result.isIncomplete = isIncomplete || outer.isIncomplete && bytes.contains(UInt8(ascii: "$"))
    for (index, piece) in pieces.enumerated() {
      let upper = index + 1 < pieces.count ? pieces[index + 1].offset : bytes.count
      let length = min(upper - piece.offset, max(0, outer.bytes.count - piece.sourceOffset))
      var part = outer.slice(piece.sourceOffset..<piece.sourceOffset + length)
      part.isIncomplete = false
      result.append(part)
    }
    return result
  }

  /// The parts between blanks.
  package var splitAtBlanks: (fields: [CommandLineArgument], beginsBlank: Bool, endsBlank: Bool) {
    let fields = bytes.indices.split { bytes[$0].isBlank }.map { slice($0.startIndex..<$0.endIndex) }
    return (fields, bytes.first?.isBlank ?? false, bytes.last?.isBlank ?? false)
  }
}
