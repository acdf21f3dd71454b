extension BinaryInteger {
  /// The number with a noun in the right form: `1 port`, `2 ports`.
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension StringProtocol {
  /// The word with its indefinite article: `a pci`, `an isa`, `a usb`.
  package var withArticle: String { (first.map("aeio".contains) == true ? "an " : "a ") + self }
}
