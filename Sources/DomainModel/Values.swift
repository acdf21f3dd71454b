/// A value of an attribute, parsed and formatted as libvirt does.
public protocol AttributeValue: Hashable, Sendable {
  /// Reads the attribute's text; nil where libvirt refuses it.
  init?(attribute text: String)
  /// The text that libvirt writes.
  var attributeText: String { get }
  /// The words that are allowed; empty where any text is.
  static var words: [String] { get }
}

extension String: AttributeValue {
  /// Accepts any text; never nil.
  public init?(attribute text: String) { self = text }
  /// The text itself.
  public var attributeText: String { self }
  /// Accepts any text; never nil.
  public static var words: [String] { [] }
}

/// A value from a fixed list of words, which are case-sensitive.
public protocol Keyword: AttributeValue, CaseIterable, RawRepresentable<String> {}

extension Keyword {
  /// Parses one of the words; nil for any other text.
  public init?(attribute text: String) { self.init(rawValue: text) }
  /// The value as text.
  public var attributeText: String { rawValue }
  /// All the words.
  public static var words: [String] { allCases.map(\.rawValue) }
}

/// `on` or `off` (`virTristateSwitch`, whose third state is an omitted attribute).
public enum OnOff: String, Keyword {
  /// Enabled.
  case on
  /// Disabled.
  case off
}

/// `yes` or `no` (`virTristateBool`, whose third state is an omitted attribute).
public enum YesNo: String, Keyword {
  /// Yes.
  case yes
  /// No.
  case no
}
