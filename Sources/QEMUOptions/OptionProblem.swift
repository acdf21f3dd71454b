public import JSONText
public import SourceText

/// What is wrong with a command line as text, before anyone asks what its options mean.
public struct OptionProblem: Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// A quote that is not closed; the rest of the text belongs to one argument.
    case openQuote
    /// Something the shell would put a value in for, `$NAME`; it is left as it is.
    case expansion(String)
    /// A flag at the very end, without its value.
    case missingValue(OptionFlag)
    /// A value that begins like JSON but is malformed.
    case malformedJSON(JSONError)
    /// A boolean written as a bare word, `server` or `nowait`, which QEMU accepts but deprecates.
    case shortBoolean(word: String, key: String, value: Bool)
    /// A property of a type other than QEMU expects: `nr` as a string in JSON, or as text that is not a number.
    case wrongType(key: String, expected: String)
    /// A property that the device does not have.
    case unknownProperty(key: String)
    /// A file that the command line names, for `-readconfig`, and that could not be read.
    case unreadableFile(String)
    /// A line of a configuration file of QEMU that is neither a section nor a value.
    case unreadableLine
    /// Bytes that are no UTF-8; they are repaired, and no XML could carry them.
    case notUTF8
  }

  /// What is wrong.
  public let kind: Kind
  /// Where.
  public let range: SourceRange?

  /// Makes a problem.
  public init(_ kind: Kind, at range: SourceRange?) {
    self.kind = kind
    self.range = range
  }
}
