/// Why a setting cannot be granted, or which other settings would be needed.
public struct SettingProblem: Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The element knows no such attribute or child; `known` are those it knows.
    case unknown(known: [String])
    /// The element has this attribute or child, but not as the variant that it is.
    case otherVariant(Variants)
    /// The attribute cannot hold this.
    case badValue(ReadingIssue.Expectation)
    /// A child is asked for as if it were an attribute.
    case notAnElement
    /// It is asked for a second time.
    case repeated
    /// libvirt demands it, and it is not asked for.
    case missing
  }

  /// The variants of an element, distinguished by its `type`.
  public struct Variants: Hashable, Sendable {
    /// The element whose variants they are, such as `channel`.
    public let element: String
    /// The variant that it is.
    public let current: String
    /// The variants in which the setting would make sense.
    public let fitting: [String]
  }

  /// What is wrong.
  public let reason: Reason
  /// The setting; one without content when it is missing.
  public let setting: Setting
  /// The elements around it, outermost first: `channel`, `source`.
  public let path: [String]
}
