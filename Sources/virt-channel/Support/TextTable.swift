internal import SourceText

/// Rows in columns that are as wide as they must be, two spaces apart; control characters are escaped.
func textTable(_ rows: [[String]]) -> String {
  let cells = rows.map { $0.map(\.escapedForDisplay) }
  let columns = cells.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in cells.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0 }
  return cells.map { row in
    let padded = row.enumerated().map { column, cell in
      column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] + 2 - cell.columns)
    }
    return padded.joined()
  }.joined(separator: "\n")
}
