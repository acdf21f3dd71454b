public import SourceText

/// Something that is asked of an element: an attribute or a child of it. A list of settings has the shape of the XML they ask
/// for, and comes from the options of a command line or from JSON.
public struct Setting: Hashable, Sendable {
  /// Where it was asked for; what is wrong with it is reported there.
  public enum Location: Hashable, Sendable {
    /// An option of the command line, such as `--mode`.
    case option(String)
    /// A location in a text.
    case text(SourceRange)
    /// Nowhere: a program asks.
    case none
  }

  /// What is asked for.
  public enum Content: Hashable, Sendable {
    /// The text of an attribute, or of a child that holds nothing but text.
    case text(String)
    /// A number.
    case number(Int)
    /// `yes` or `on`, `no` or `off`, by what the attribute takes.
    case truth(Bool)
    /// A child.
    case element([Setting])
    /// Nothing, though it could be: the location is known, should it be missed.
    case nothing
  }

  /// The name of the attribute or child.
  public let name: String
  /// The requested value.
  public let content: Content
  /// Where it was asked for.
  public let location: Location
  /// Where its content is, when that is elsewhere.
  public let contentLocation: Location

  /// Makes a setting.
  public init(
    _ name: String, _ content: Content, at location: Location = .none, contentAt contentLocation: Location? = nil
  ) {
    self.name = name
    self.content = content
    self.location = location
    self.contentLocation = contentLocation ?? location
  }
}

extension Setting {
  /// The text an attribute shall have, given the words it may be.
  func text(outOf words: [String]) -> String? {
    switch content {
    case .text(let text): text
    case .number(let number): String(number)
    case .truth(let isTrue): words.first { isTrue ? ["yes", "on"].contains($0) : ["no", "off"].contains($0) }
    case .element, .nothing: nil
    }
  }

  /// The number an attribute shall have.
  func number(_ format: NumberFormat) -> Int? {
    switch content {
    case .text(let text): format.parse(text)
    case .number(let number): format.range.contains(number) ? number : nil
    case .truth, .element, .nothing: nil
    }
  }

  /// The settings of a child.
  var settings: [Setting]? {
    if case .element(let settings) = content { settings } else { nil }
  }

  /// Whether anything is asked for at all.
  public var asksForSomething: Bool {
    switch content {
    case .nothing: false
    case .element(let settings): settings.contains(where: \.asksForSomething)
    case .text, .number, .truth: true
    }
  }
}
