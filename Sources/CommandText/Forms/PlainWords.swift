internal import SourceText

/// Splits what `ps` or `argv --format lines` shows, where nothing is quoted.
///
/// `ps` puts one space between arguments and does not reply of spaces inside of them. A word that cannot begin an argument of QEMU is
/// therefore taken for the rest of the value before it (``CommandLineReader`` joins them), but never across a line end.
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
