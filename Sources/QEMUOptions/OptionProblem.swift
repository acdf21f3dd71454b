public import CommandText
public import JSONText
public import SourceText

/// A problem of a command line as text, independent of the meaning of its options.
public struct OptionProblem: Hashable, Sendable {
  /// The kind of problem.
  public enum Kind: Hashable, Sendable {
    /// A quote that is not closed; the rest of the text belongs to one argument.
    case openQuote
    /// An expansion of the shell, such as `$NAME`; it is kept unchanged.
    case expansion(String)
    /// A variable whose value depends on a condition or a loop, and how it is read.
    case conditional(name: String, TextProblem.ConditionalUse)
    /// A flag at the end of the command line, without its value.
    case missingValue(OptionFlag)
    /// A value that begins like JSON but is malformed.
    case malformedJSON(JSONError)
    /// A boolean written as a bare word, `server` or `nowait`, which QEMU accepts but deprecates.
    case shortBoolean(word: String, key: String, value: Bool)
    /// A property whose type is wrong: for example `nr` as a string in JSON, or as text that is not a number.
    case wrongType(key: String, expected: String)
    /// A property that the device does not have.
    case unknownProperty(key: String)
    /// A file that the command line names with `-readconfig` but that cannot be read.
    case unreadableFile(String)
    /// A line of a QEMU configuration file that is neither a section nor a value.
    case unreadableLine
    /// Bytes that are not valid UTF-8. They are repaired, because XML cannot contain them.
    case notUTF8
  }

  /// The kind of problem.
  public let kind: Kind
  /// The source range; nil if it is not known.
  public let range: SourceRange?

  /// Creates a problem.
  public init(_ kind: Kind, at range: SourceRange?) {
    self.kind = kind
    self.range = range
  }
}
