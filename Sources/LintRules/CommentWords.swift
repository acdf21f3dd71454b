internal import SourceText

/// Reads the words of a comment and where they are.
struct CommentWords {
  /// A word of a comment, delimited by white space and commas.
  struct Word {
    let text: String
    let range: SourceRange
    /// Whether a comma, and therefore another word of a list, follows.
    let isFollowedByComma: Bool
  }

  private var rest: Substring.UTF8View
  private var offset: Int

  /// Reads `text`, which begins at a byte offset of the file.
  init(_ text: String, at offset: Int) {
    rest = text[...].utf8
    self.offset = offset
  }

  /// The next word; nil at the end.
  mutating func next() -> Word? {
    skip(Self.isSpace)
    let text = String(rest.prefix { !Self.isSpace($0) && $0 != Self.comma }) ?? ""
    let start = offset
    skip { !Self.isSpace($0) && $0 != Self.comma }
    guard offset > start else { return nil }
    let range = SourceRange(start, offset)
    skip(Self.isSpace)
    let isFollowedByComma = rest.first == Self.comma
    skip { $0 == Self.comma }
    return Word(text: text, range: range, isFollowedByComma: isFollowedByComma)
  }

  /// Whether the comment is a directive: it begins with `virt-channel:`, or with `virt-channel` and a word that only
  /// directives have. The next word is then the one after it.
  mutating func isForLinter() -> Bool {
    switch next()?.text {
    case "virt-channel:": return true
    case "virt-channel":
      var following = self
      return ["ignore", "ignore:", "ignore-file", "ignore-file:", "disable"].contains(following.next()?.text)
    default: return false
    }
  }

  /// The next word, and those that follow it after commas, but no more than `most`. A colon ends the list.
  mutating func list(most: Int) -> [Word] {
    var words: [Word] = []
    while words.count < most, let word = next() {
      guard word.text.hasSuffix(":") else {
        words.append(word)
        if word.isFollowedByComma { continue }
        break
      }
      let name = String(word.text.dropLast())
      if !name.isEmpty {
        let range = SourceRange(word.range.lowerBound, word.range.upperBound - 1)
        words.append(Word(text: name, range: range, isFollowedByComma: false))
      }
      break
    }
    return words
  }

  private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
    while let byte = rest.first, isSkipped(byte) {
      rest = rest.dropFirst()
      offset += 1
    }
  }

  private static let comma = UInt8(ascii: ",")

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
