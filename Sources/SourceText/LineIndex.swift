/// Finds lines and columns in a ``SourceFile``. It is created once, when a finding is displayed.
///
/// A line ends at a line feed; a carriage return before it belongs to the line end.
public struct LineIndex: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]
  /// How many Unicode scalars begin before each stretch of bytes, where a line is longer than a stretch: it may be as long as the file.
  private let counts: [Int]

  private static let stretch = 1024

  /// Creates the index of a file.
  public init(_ file: SourceFile) {
    bytes = file.bytes
    starts = [0] + file.bytes.indices.lazy.filter { file.bytes[$0] == 0x0A }.map { $0 + 1 }
    let longest = zip(starts, starts.dropFirst() + [bytes.count]).lazy.map { $1 - $0 }.max() ?? 0
    counts = longest < Self.stretch ? [] : Self.counts(of: file.bytes)
  }

  private static func counts(of bytes: [UInt8]) -> [Int] {
    var (counts, count) = ([0], 0)
    for (offset, byte) in bytes.enumerated() {
      if offset % stretch == 0, offset > 0 { counts.append(count) }
      if byte.beginsScalar { count += 1 }
    }
    return counts
  }

  /// The number of lines; an empty file has one.
  public var lineCount: Int { starts.count }

  /// The position of a byte offset; offsets past the end are at the end.
  public func position(of offset: Int) -> SourcePosition {
    let offset = min(max(0, offset), bytes.count)
    let line = line(of: offset)
    let column = scalarCount(in: SourceRange(starts[line - 1], offset)) + 1
    return SourcePosition(line: line, column: column)
  }

  /// The range of a line, without its line end. Lines count from 1; one that does not exist is empty.
  public func range(ofLine line: Int) -> SourceRange {
    guard line >= 1, line <= starts.count else { return SourceRange(at: bytes.count) }
    let start = starts[line - 1]
    var end = line < starts.count ? starts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(start, end)
  }

  /// The line that a byte offset is on, from 1.
  public func line(of offset: Int) -> Int {
    max(1, starts.partitioningIndex { $0 > offset })
  }

  /// The number of Unicode scalars that begin in `range`, which lies within the file.
  package func scalarCount(in range: SourceRange) -> Int {
    if range.upperBound - range.lowerBound < Self.stretch || counts.isEmpty {
      return bytes[range.lowerBound..<range.upperBound].reduce(0) { $0 + ($1.beginsScalar ? 1 : 0) }
    }
    return scalarCount(before: range.upperBound) - scalarCount(before: range.lowerBound)
  }

  private func scalarCount(before offset: Int) -> Int {
    let stretch = min(offset / Self.stretch, counts.count - 1)
    return bytes[stretch * Self.stretch..<offset].reduce(into: counts[stretch]) { count, byte in
      if byte.beginsScalar { count += 1 }
    }
  }
}

extension UInt8 {
  /// Whether the byte is the first of a scalar in UTF-8.
  fileprivate var beginsScalar: Bool { self & 0xC0 != 0x80 }
}
