public import SourceText

/// The reason why a document, or the rest of it, cannot be parsed.
public struct XMLProblem: Hashable, Sendable, Error {
  /// The kinds of problem.
  public enum Kind: String, CaseIterable, Sendable {
    /// There is no element.
    case empty
    /// The bytes are not text.
    case binary
    /// The bytes are not valid in their encoding.
    case encoding
    /// The text is not well-formed XML.
    case malformed
    /// The document has a document type declaration, which is refused.
    case documentType
    /// One of the ``XMLLimits`` is exceeded.
    case limit
  }

  /// The kind of problem.
  public let kind: Kind
  /// The range of the problem; empty at the end of the file if something is missing there.
  public let range: SourceRange
  /// The error message, without a full stop. It can contain unescaped names from the file.
  public let message: String
  /// Other locations that explain it.
  public let notes: [Diagnostic.Note]

  init(_ kind: Kind, at range: SourceRange, _ message: String, notes: [Diagnostic.Note] = []) {
    self.kind = kind
    self.range = range
    self.message = message
    self.notes = notes
  }
}
