/// The reason why a setting cannot be applied, or a required setting that is missing.
public struct SettingProblem: Hashable, Sendable {
  /// The kind of problem.
  public enum Reason: Hashable, Sendable {
    /// The element has no such attribute or child; `known` are those that it accepts.
    case unknown(known: [String])
    /// The element accepts this attribute or child, but not in its current variant.
    case otherVariant(Variants)
    /// The attribute does not accept this value.
    case badValue(ReadingIssue.Expectation)
    /// A child element is requested as if it were an attribute.
    case notAnElement
    /// The setting is requested a second time.
    case repeated
    /// libvirt requires the setting, and it is missing.
    case missing
  }

  /// The variants of an element, distinguished by its `type`.
  public struct Variants: Hashable, Sendable {
    /// The element whose variants they are, such as `channel`.
    public let element: String
    /// The current variant.
    public let current: String
    /// The variants that accept the setting.
    public let fitting: [String]
  }

  /// The kind of problem.
  public let reason: Reason
  /// The setting; without content if it is missing.
  public let setting: Setting
  /// The enclosing elements, outermost first, such as `channel`, `source`.
  public let path: [String]
}
