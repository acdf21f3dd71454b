/// A fenced block of a page.
public struct MarkdownBlock: Sendable {
  /// What stands behind the opening fence, such as `swift` or `xml vm.xml`.
  public let info: String
  /// The lines between the fences, each with its line end.
  public let text: String
  /// The line of the opening fence, from 1.
  public let line: Int

  /// The fenced blocks of a page, in order.
  public static func all(in page: String) -> [MarkdownBlock] {
    var blocks: [MarkdownBlock] = []
    var open: (info: String, text: String, line: Int)?
    for (number, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if let block = open, line == "```" {
        blocks.append(MarkdownBlock(info: block.info, text: block.text, line: block.line))
        open = nil
      } else if open != nil {
        open?.text += line + "\n"
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), "", number + 1)
      }
    }
    return blocks
  }
}
