public import SourceText

/// The links from text to the pages of the rules.
public enum RuleLinks: Sendable {
  /// No links.
  case none
  /// The name of the rule is a hyperlink (OSC 8), for terminals that support the escape sequence.
  case hyperlinks(@Sendable (RuleID) -> String)
  /// The URLs of the most frequent rules are listed at the end.
  case listed(@Sendable (RuleID) -> String)
}

extension RuleLinks {
  /// The most addresses that are listed.
  private static let most = 3

  /// The text as a hyperlink to the page of a rule, where links are so.
  func linked(_ text: String, to rule: RuleID) -> String {
    guard case .hyperlinks(let address) = self else { return text }
    return "\u{1B}]8;;\(address(rule))\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  /// The lines that list addresses; empty where links are not so.
  func list(_ rules: [RuleID]) -> String {
    guard case .listed(let address) = self, !rules.isEmpty else { return "" }
    let lines = rules.prefix(Self.most).map { "  \(address($0))\n" }
    return "For more information:\n\(lines.joined())"
  }
}
