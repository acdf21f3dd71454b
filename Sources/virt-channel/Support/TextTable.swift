internal import SourceText

/// Rows in columns that are as wide as they must be, two spaces apart; control characters are escaped.
struct TextTable {
  private let rows: [[String]]
  private let layout: Layout

  /// How the rows are shown.
  private enum Layout {
    /// In columns of these widths; a cell that is wider has several lines.
    case columns([Int])
    /// Each row as a block of lines with a cell each, at most so many columns wide.
    case records(Int)
  }

  /// - Parameter limit: the columns of the terminal: cells of a table that is wider have several lines, and where these would be too narrow
  ///   to read, each row becomes a block of lines; nil for any width.
  init(_ rows: [[String]], width limit: Int? = nil) {
    self.rows = rows
    let widths = rows.reduce(into: [Int]()) { widths, row in
      widths += repeatElement(0, count: max(0, row.count - widths.count))
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.escapedForDisplay.columns) }
    }
    layout = limit.map { Self.layout(widths, into: $0) } ?? .columns(widths)
  }

  /// A line a row, or several where a cell does not fit, made when it is its turn.
  var lines: some Sequence<String> {
    let headings = rows.first ?? []
    let shown =
      switch layout {
      case .columns: rows[...]
      case .records: rows.dropFirst()
      }
    return shown.lazy.flatMap { row -> [String] in
      switch layout {
      case .columns(let widths): Self.lines(row, widths)
      case .records(let limit): Self.record(row, headings, limit)
      }
    }
  }

  /// All lines.
  var text: String { lines.joined(separator: "\n") }
}

extension TextTable {
  private static let gap = 2
  /// Cells narrower than this are hard to read.
  private static let narrowest = 20

  /// Takes from the widest columns until the line fits.
  private static func layout(_ widths: [Int], into limit: Int) -> Layout {
    var widths = widths
    var excess = widths.reduce(0) { $0 + $1 + gap } - gap - limit
    while excess > 0 {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > narrowest else {
        return .records(limit)
      }
      let next = widths.filter { $0 < widths[widest] }.max() ?? 0
      let cut = min(excess, max(1, widths[widest] - max(next, narrowest)))
      widths[widest] -= cut
      excess -= cut
    }
    return .columns(widths)
  }

  private static func lines(_ row: [String], _ widths: [Int]) -> [String] {
    let cells = row.enumerated().map { $1.escapedForDisplay.folded(at: widths[$0]) }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { number in line(cells.map { number < $0.count ? $0[number] : "" }, widths) }
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    let last = cells.lastIndex { !$0.isEmpty } ?? 0
    return cells[...min(last, max(0, cells.count - 1))].enumerated().map { column, cell in
      column == last ? cell : cell + String(repeating: " ", count: widths[column] + gap - cell.columns)
    }.joined()
  }

  /// The first cell, and below it the others that say something, each behind its heading.
  private static func record(_ row: [String], _ headings: [String], _ limit: Int) -> [String] {
    let indent = gap + (headings.dropFirst().map(\.columns).max() ?? 0) + gap
    let head = (row.first ?? "").escapedForDisplay.folded(at: max(1, limit))
    return head
      + zip(headings, row).dropFirst().filter { $0.1 != "-" }.flatMap { heading, cell in
        cell.escapedForDisplay.folded(at: max(1, limit - indent)).enumerated().map { number, part in
          let label = String(repeating: " ", count: gap) + (number == 0 ? heading : "")
          return label + String(repeating: " ", count: max(0, indent - label.columns)) + part
        }
      }
  }
}
