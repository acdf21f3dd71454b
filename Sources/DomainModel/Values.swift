/// What one attribute holds: parsed as libvirt parses it, printed as libvirt prints it.
public protocol AttributeValue: Hashable, Sendable {
  /// Reads the attribute's text; nil where libvirt refuses it.
  init?(attribute text: String)
  /// The text that libvirt writes.
  var attributeText: String { get }
  /// The words that are allowed; empty where any text is.
  static var words: [String] { get }
}

extension String: AttributeValue {
  /// Any text is allowed.
  public init?(attribute text: String) { self = text }
  /// The text itself.
  public var attributeText: String { self }
  /// Any text is allowed.
  public static var words: [String] { [] }
}

/// A value out of a fixed list of words. Case matters.
public protocol Keyword: AttributeValue, CaseIterable, RawRepresentable<String> {}

extension Keyword {
  /// Reads one of the words.
  public init?(attribute text: String) { self.init(rawValue: text) }
  /// The value as text.
  public var attributeText: String { rawValue }
  /// All the words.
  public static var words: [String] { allCases.map(\.rawValue) }
}

/// `on` or `off` (virTristateSwitch; absent is the third state).
public enum OnOff: String, Keyword {
  /// Switched on.
  case on
  /// Switched off.
  case off
}

/// `yes` or `no` (virTristateBool; absent is the third state).
public enum YesNo: String, Keyword {
  /// Yes.
  case yes
  /// No.
  case no
}
