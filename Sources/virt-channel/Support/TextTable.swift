internal import SourceText

/// Rows in columns that are as wide as they must be, two spaces apart; control characters are escaped.
struct TextTable {
  private let rows: [[String]]
  private let widths: [Int]

  init(_ rows: [[String]]) {
    self.rows = rows
    widths = rows.reduce(into: []) { widths, row in
      widths += repeatElement(0, count: max(0, row.count - widths.count))
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.escapedForDisplay.columns) }
    }
  }

  /// A line a row, made when it is its turn.
  var lines: some Sequence<String> { rows.lazy.map(line) }

  /// All lines.
  var text: String { lines.joined(separator: "\n") }

  private func line(_ row: [String]) -> String {
    row.enumerated().map { column, cell in
      let cell = cell.escapedForDisplay
      return column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] + 2 - cell.columns)
    }.joined()
  }
}
