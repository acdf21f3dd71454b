internal import SourceText

/// One line of a source file with a part of it underlined, shortened around that part when it is long.
struct Snippet {
  /// The number of the line.
  let line: Int
  /// The line as shown: tabs as spaces, control characters escaped.
  let text: String
  /// Spaces, then carets below the part.
  let underline: String

  /// Shows the line on which `range` begins, in at most `width` columns.
  init(of range: SourceRange, in locator: inout Locator, width: Int) {
    line = locator.position(of: range.lowerBound).line
    var parts = Parts(of: range, in: locator.file, line: locator.range(ofLine: line), reach: 4 * width)
    parts.fit(width)
    text = parts.before.text + parts.value.text + parts.after.text
    let blanks = repeatElement(UInt8(ascii: " "), count: parts.before.width)
    let carets = repeatElement(UInt8(ascii: "^"), count: max(1, parts.value.width))
    underline = String(decoding: Array(blanks) + carets, as: UTF8.self)
  }
}

/// A line, in three: what is before the underlined part, the part, what is after it.
private struct Parts {
  var before: ShownText
  var value: ShownText
  var after: ShownText
  private var isCutBefore: Bool
  private var isCutAfter: Bool

  /// Reads at most `reach` bytes to each side, so that a line of megabytes costs no more than another.
  init(of range: SourceRange, in file: SourceFile, line: SourceRange, reach: Int) {
    let start = min(range.lowerBound, line.upperBound)
    let end = min(max(start, range.upperBound), line.upperBound)
    let first = file.scalarBoundary(atOrAfter: max(line.lowerBound, start - reach))
    let middle = file.scalarBoundary(atOrAfter: min(end, start + reach))
    let last = min(line.upperBound, file.scalarBoundary(atOrAfter: middle + reach))
    before = ShownText(file.text(in: SourceRange(first, start)))
    value = ShownText(file.text(in: SourceRange(start, middle)))
    after = ShownText(middle < end ? "" : file.text(in: SourceRange(end, last)))
    isCutBefore = first > line.lowerBound
    isCutAfter = middle < end || last < line.upperBound
  }

  /// Truncates all three to at most `width` columns, ends of lines first; an ellipsis replaces the removed text.
  mutating func fit(_ width: Int) {
    guard isCutBefore || isCutAfter || before.width + value.width + after.width > width else { return }
    let room = width - 2
    let valueWidth = value.width
    value.keepFirst(room)
    let rest = room - value.width
    let right = max(min(after.width, rest / 2), rest - before.width)
    cut(left: rest - right, right: value.width < valueWidth ? 0 : right)
  }

  private mutating func cut(left: Int, right: Int) {
    let whole = (before.width, after.width)
    before.keepLast(left)
    after.keepFirst(right)
    if isCutBefore || before.width < whole.0 { before = ShownText("…" + before.text) }
    if isCutAfter || after.width < whole.1 { after = ShownText(after.text + "…") }
  }
}

extension SourceFile {
  /// The first offset from `offset` on at which a character begins.
  fileprivate func scalarBoundary(atOrAfter offset: Int) -> Int {
    var offset = min(offset, bytes.count)
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }
}
