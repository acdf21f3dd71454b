internal import SourceText

extension String {
  /// The text as it is displayed, in lines of a limited width in columns.
  func wrapped(at limit: Int) -> [String] { escapedForDisplay.folded(at: limit) }

  /// The text as it is displayed, or as much of it as fits with an ellipsis, in columns.
  func shortened(to limit: Int) -> String {
    let text = Substring(escapedForDisplay)
    return text.prefix(columns: limit).endIndex == text.endIndex ? String(text) : text.prefix(columns: limit - 1) + "…"
  }
}
