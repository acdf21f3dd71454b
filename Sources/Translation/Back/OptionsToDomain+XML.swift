internal import DomainModel

extension OptionsToDomain {
  /// The controllers, consoles and channels as libvirt writes them, one after another. What is lost stands as a comment before what it
  /// belongs to, or at the end.
  public var xml: String {
    let devices =
      controllers.map { $0.losses.comments + $0.device.xml() } + consoles.map { $0.losses.comments + $0.device.xml() }
      + channels.map { $0.losses.comments + $0.device.xml() }
    return devices.map { "\($0)\n" }.joined() + otherLosses.comments
  }
}

extension [Loss] {
  /// A comment a line; two dashes cannot stand in one.
  fileprivate var comments: String {
    map { loss in
      var text = loss.message.map { $0.isNewline ? " " : String($0) }.joined()
      while let dashes = text.firstRange(of: "--") { text.replaceSubrange(dashes, with: "- -") }
      return "<!-- \(text.allSatisfy(\.isXMLCharacter) ? text : "something that no XML can hold") -->\n"
    }.joined()
  }
}

extension Character {
  fileprivate var isXMLCharacter: Bool {
    unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF || $0 == "\t" }
  }
}
