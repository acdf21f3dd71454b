/// Replaces the bytes of a range. An empty range inserts, an empty replacement deletes.
public struct TextEdit: Hashable, Sendable {
  /// The range to replace.
  public let range: SourceRange
  /// The text that replaces the range.
  public let replacement: String

  /// Creates an edit.
  public init(_ range: SourceRange, with replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  /// Inserts `text` at a byte offset.
  public static func insert(_ text: String, at offset: Int) -> TextEdit {
    TextEdit(SourceRange(at: offset), with: text)
  }

  /// Deletes a range.
  public static func delete(_ range: SourceRange) -> TextEdit { TextEdit(range, with: "") }

  /// Whether both edits change a common byte, or insert at the same offset.
  public func conflicts(with other: TextEdit) -> Bool {
    if range.isEmpty && other.range.isEmpty { return range == other.range }
    if range.isEmpty { return other.range.lowerBound < range.lowerBound && range.lowerBound < other.range.upperBound }
    if other.range.isEmpty { return other.conflicts(with: self) }
    return range.overlaps(other.range)
  }
}

extension Sequence<TextEdit> {
  /// The bytes of `file` after all edits. Of conflicting edits, only the one that begins first is applied; insertions
  /// at one offset keep their order.
  public func applied(to file: SourceFile) -> [UInt8] {
    let ordered = enumerated().sorted { ($0.element.range, $0.offset) < ($1.element.range, $1.offset) }
    var result: [UInt8] = []
    result.reserveCapacity(ordered.reduce(file.bytes.count) { $0 + $1.element.replacement.utf8.count })
    var done = 0
    for (_, edit) in ordered where edit.range.lowerBound >= done && edit.range.upperBound <= file.bytes.count {
      result += file.bytes[done..<edit.range.lowerBound]
      result += Array(edit.replacement.utf8)
      done = edit.range.upperBound
    }
    result += file.bytes[done...]
    return result
  }
}
