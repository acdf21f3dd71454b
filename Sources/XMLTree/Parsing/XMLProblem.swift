public import SourceText

/// Why a document, or the rest of it, could not be read.
public struct XMLProblem: Hashable, Sendable, Error {
  /// What kind of problem it is.
  public enum Kind: String, CaseIterable, Sendable {
    /// There is no element.
    case empty
    /// The bytes are no text.
    case binary
    /// The bytes are not what their encoding demands.
    case encoding
    /// The text is not well-formed XML.
    case malformed
    /// The document has a document type, which is refused.
    case documentType
    /// One of the ``XMLLimits`` is exceeded.
    case limit
  }

  /// The kind.
  public let kind: Kind
  /// The bytes in question; empty at the end of the file when something is missing there.
  public let range: SourceRange
  /// What is wrong, in plain words and without a full stop. It may quote names from the file as they are.
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
