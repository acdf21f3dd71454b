/// A half-open range of byte offsets into the UTF-8 text of one ``SourceFile``.
///
/// Lines and columns are not stored; ``LineIndex`` computes them.
public struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte, from 0.
  public let lowerBound: Int
  /// The offset just past the last byte; equal to `lowerBound` for a position between two bytes.
  public let upperBound: Int

  /// Creates a range; bounds in the wrong order are swapped.
  public init(_ lowerBound: Int, _ upperBound: Int) {
    self.lowerBound = max(0, min(lowerBound, upperBound))
    self.upperBound = max(0, max(lowerBound, upperBound))
  }

  /// The empty range at `offset`.
  public init(at offset: Int) { self.init(offset, offset) }

  /// Whether the range covers no byte.
  public var isEmpty: Bool { lowerBound == upperBound }

  /// Whether both ranges cover a common byte.
  public func overlaps(_ other: SourceRange) -> Bool {
    lowerBound < other.upperBound && other.lowerBound < upperBound
  }

  /// Whether every byte of `other` is in this range.
  public func contains(_ other: SourceRange) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}

extension SourceRange: Comparable {
  /// Orders ranges by their start, then by their end.
  public static func < (a: SourceRange, b: SourceRange) -> Bool {
    (a.lowerBound, a.upperBound) < (b.lowerBound, b.upperBound)
  }
}

/// A line and a column, both counted from 1.
public struct SourcePosition: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in Unicode scalars.
  public let column: Int

  /// Creates a position from a line and a column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
