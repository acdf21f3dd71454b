internal import SourceText

/// The conditions and loops that each line of a program is in, by indentation, which holds in any language.
struct ListConditions {
  /// The part of a condition or a loop that a line is in.
  struct Branch: Hashable {
    /// The number of the condition, which all its branches share.
    let chain: Int
    /// The number of the branch, from 0.
    let number: Int
    /// The range of the first keyword of the chain.
    let keyword: SourceRange
    let isLoop: Bool
  }

  /// A line that begins a branch, with how far it is indented.
  private struct Open {
    let indentation: Int
    let branch: Branch
  }

  private var lines: [(start: Int, branch: Branch?)] = []

  init(_ bytes: [UInt8], in range: SourceRange) {
    var open: [Open] = []
    var chains = 0
    var line = range.lowerBound
    while line < range.upperBound {
      let end = bytes[line..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
      defer { line = end + 1 }
      let text = bytes[line..<end].drop { $0 == 0x20 || $0 == 0x09 }
      guard text.contains(where: { !$0.isBlank && !"{}".utf8.contains($0) }) else { continue }
      let indentation = text.startIndex - line
      var sibling: Open?
      while let last = open.last, last.indentation >= indentation { sibling = open.removeLast() }
      lines.append((line, open.last?.branch))
      guard let keyword = Self.keyword(text) else { continue }
      let previous = sibling.flatMap { $0.indentation == indentation && keyword.goesOn ? $0.branch : nil }
      if previous == nil { chains += 1 }
      let branch = Branch(
        chain: previous?.chain ?? chains, number: previous.map { $0.number + 1 } ?? 0,
        keyword: previous?.keyword ?? keyword.range, isLoop: keyword.isLoop)
      open.append(Open(indentation: indentation, branch: branch))
      // What follows on the line of the keyword belongs to the branch too.
      lines.append((keyword.range.upperBound, branch))
    }
  }

  /// The innermost condition or loop at an offset of the text.
  func branch(at offset: Int) -> Branch? {
    let next = lines.partitioningIndex { $0.start > offset }
    return next > 0 ? lines[next - 1].branch : nil
  }

  /// The keyword that a line begins with, after closing brackets.
  private static func keyword(_ line: ArraySlice<UInt8>) -> (range: SourceRange, goesOn: Bool, isLoop: Bool)? {
    let text = line.drop { $0.isBlank || "})".utf8.contains($0) }
    let word = text.prefix(16).prefix { $0.isLetter }
    let rest = text[word.endIndex...]
    guard let next = rest.first, next.isBlank || "({:".utf8.contains(next) else { return nil }
    let name = String(decoding: word, as: UTF8.self)
    // Not a variable of that name.
    if let sign = rest.first(where: { !$0.isBlank }), "=.,".utf8.contains(sign) { return nil }
    let goesOn = ["else", "elif", "elsif", "elseif", "case", "when", "default"].contains(name)
    let isLoop = ["for", "foreach", "while", "until", "loop"].contains(name)
    guard goesOn || isLoop || ["if", "unless"].contains(name) else { return nil }
    return (SourceRange(word.startIndex, word.endIndex), goesOn, isLoop)
  }
}
