/// The style of text output.
public struct TextStyle: Sendable {
  /// Whether to use terminal colours.
  public let colored: Bool
  /// The maximum width of a source line in columns, 40 to 10,000; longer lines are shortened.
  public let width: Int

  /// The links to the pages of the rules.
  public let links: RuleLinks

  /// Creates a style.
  public init(colored: Bool = false, width: Int = 160, links: RuleLinks = .none) {
    self.colored = colored
    self.width = min(max(40, width), 10_000)
    self.links = links
  }
}

extension TextStyle {
  /// The text formatted as a heading.
  public func heading(_ text: String) -> String { paint(text, .location) }
}

extension TextStyle {
  /// What a piece of text is, which decides its colour.
  enum Role: String {
    case location = "1"
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case rule = "2"
    case gutter = "34"
    case added = "32"
    case removed = "31"
    case hunk = "36"
  }

  /// The text in the colour of its role.
  func paint(_ text: String, _ role: Role) -> String {
    let (begin, end) = brackets(role)
    return begin + text + end
  }

  /// What switches the colour of a role on and off.
  func brackets(_ role: Role) -> (begin: String, end: String) {
    colored ? ("\u{1B}[\(role.rawValue)m", "\u{1B}[0m") : ("", "")
  }
}
