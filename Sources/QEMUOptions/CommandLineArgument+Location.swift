internal import CommandText

extension CommandLineArgument {
  /// The location of some bytes of the argument.
  func location(_ part: Range<Int>) -> OptionLocation { OptionLocation(range(of: part)) }

  /// How many properties it has as the value of an option, as a rule: a list that grows takes twice what it needs.
  var roomForProperties: Int {
    var room = 1
    for byte in bytes.prefix(1024) where byte == UInt8(ascii: ",") { room += 1 }
    return min(16, room)
  }
}
