internal import Files
internal import Reports

/// A page of Markdown laid out for a terminal: headings are out, code is indented, and there are no marks around words.
struct RenderedMarkdown {
  /// The page.
  let text: String

  init(_ markdown: String, _ style: TextStyle) {
    var lines: [String] = []
    var isInCode = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInCode.toggle()
      } else if isInCode {
        lines.append(line.isEmpty ? "" : "    \(line)")
      } else if line.hasPrefix("#") {
        lines.append(style.heading(String(line.drop { $0 == "#" }.dropFirst())))
      } else {
        lines.append(Self.withoutMarks(line))
      }
    }
    text = lines.joined(separator: "\n")
  }

  /// A line of prose without the marks of code, and without the escapes that tables need.
  private static func withoutMarks(_ line: Substring) -> String {
    String(line.replacing("`", with: "").replacing("\\|", with: "|"))
  }
}

extension DisplayOptions {
  /// Whether text is laid out for people to read.
  var isRendered: Bool { Terminal.isOutput || color == .always }
}
