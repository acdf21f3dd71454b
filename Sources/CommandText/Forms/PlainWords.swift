internal import SourceText

/// Splits the output of `ps` or `argv --format lines`, in which nothing is quoted.
///
/// `ps` separates arguments with a space and does not mark spaces inside them. A word that cannot begin an argument
/// of QEMU therefore belongs to the value before it (``CommandLineReader`` joins them), but never across a line end.
enum PlainWords {
  /// The words, and whether a line begins at each.
  static func split(_ bytes: [UInt8], in range: SourceRange) -> [(word: CommandLineArgument, beginsLine: Bool)] {
    var words: [(CommandLineArgument, Bool)] = []
    var beginsLine = true
    var offset = range.lowerBound
    let end = min(range.upperBound, bytes.count)
    while offset < end {
      let word = bytes[offset..<end].prefix { !isBlank($0) }
      if word.isEmpty {
        if bytes[offset] == UInt8(ascii: "\n") { beginsLine = true }
        offset += 1
      } else {
        words.append((CommandLineArgument(word, at: offset), beginsLine))
        beginsLine = false
        offset += word.count
      }
    }
    return words
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
