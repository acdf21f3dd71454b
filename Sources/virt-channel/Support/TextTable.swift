internal import SourceText

/// Rows in columns that are as wide as they must be, two spaces apart; control characters are escaped.
struct TextTable {
  private let rows: [[String]]
  private let widths: [Int]

  /// - Parameter limit: the columns of the terminal: a table that is wider has cells of several lines; nil for any width.
  init(_ rows: [[String]], width limit: Int? = nil) {
    self.rows = rows
    let widths = rows.reduce(into: [Int]()) { widths, row in
      widths += repeatElement(0, count: max(0, row.count - widths.count))
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.escapedForDisplay.columns) }
    }
    self.widths = limit.map { Self.fitted(widths, into: $0) } ?? widths
  }

  /// A line a row, or several where a cell does not fit, made when it is its turn.
  var lines: some Sequence<String> { rows.lazy.flatMap(lines) }

  /// All lines.
  var text: String { lines.joined(separator: "\n") }

  private static let gap = 2
  private static let narrowest = 12

  /// Takes from the widest columns until the line fits, or no column can give more.
  private static func fitted(_ widths: [Int], into limit: Int) -> [Int] {
    var widths = widths
    var excess = widths.reduce(0) { $0 + $1 + gap } - gap - limit
    while excess > 0 {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > narrowest else { break }
      let next = widths.filter { $0 < widths[widest] }.max() ?? 0
      let cut = min(excess, max(1, widths[widest] - max(next, narrowest)))
      widths[widest] -= cut
      excess -= cut
    }
    return widths
  }

  private func lines(_ row: [String]) -> [String] {
    let cells = row.enumerated().map { $1.escapedForDisplay.folded(at: widths[$0]) }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { number in line(cells.map { number < $0.count ? $0[number] : "" }) }
  }

  private func line(_ cells: [String]) -> String {
    let last = cells.lastIndex { !$0.isEmpty } ?? 0
    return cells[...min(last, max(0, cells.count - 1))].enumerated().map { column, cell in
      column == last ? cell : cell + String(repeating: " ", count: widths[column] + Self.gap - cell.columns)
    }.joined()
  }
}

extension String {
  /// The text in lines of at most so many columns, broken behind a blank, slash, dot, comma, colon or hyphen where there is one.
  fileprivate func folded(at limit: Int) -> [String] {
    guard columns > limit else { return [self] }
    var lines: [String] = []
    var rest = Substring(self)
    while String(rest).columns > limit {
      var head = rest.prefix(limit)
      while String(head).columns > limit { head = head.dropLast() }
      let separator = head.lastIndex { " /.,:-".contains($0) }.map(head.index(after:))
      let cut = separator.flatMap { $0 > rest.startIndex ? $0 : nil } ?? head.endIndex
      guard cut > rest.startIndex else { break }
      lines.append(rest[..<cut].trimmingBlanks)
      rest = rest[cut...]
    }
    return lines + [String(rest)]
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
