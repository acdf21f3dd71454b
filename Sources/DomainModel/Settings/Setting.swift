public import SourceText

/// A requested attribute or child of an element. A list of settings has the structure of the XML that it requests,
/// and comes from command-line options or from JSON.
public struct Setting: Hashable, Sendable {
  /// The location of the request, where its problems are reported.
  public enum Location: Hashable, Sendable {
    /// An option of the command line, such as `--mode`.
    case option(String)
    /// A location in a text.
    case text(SourceRange)
    /// No location: the request was created in code.
    case none
  }

  /// The requested value.
  public enum Content: Hashable, Sendable {
    /// The text of an attribute, or of a child that contains only text.
    case text(String)
    /// A number.
    case number(Int)
    /// `yes` or `on`, `no` or `off`, depending on the attribute.
    case truth(Bool)
    /// A child element.
    case element([Setting])
    /// No value: only the location is known, for the error message if a value is required.
    case nothing
  }

  /// The name of the attribute or child.
  public let name: String
  /// The requested value.
  public let content: Content
  /// The location of the request.
  public let location: Location
  /// The location of the value, if it differs from the location of the name.
  public let contentLocation: Location

  /// Creates a setting.
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

  /// Whether the setting requests a value.
  public var asksForSomething: Bool {
    switch content {
    case .nothing: false
    case .element(let settings): settings.contains(where: \.asksForSomething)
    case .text, .number, .truth: true
    }
  }
}
