internal import JSONText
internal import LintRules
internal import SourceText
internal import XMLTree

/// A document that the client has opened, and what was last found in it.
struct OpenDocument {
  /// Its URI.
  let uri: String
  /// The version that the client gave to the text; nil where it gave none.
  var version: Int?
  /// The text as the client has it.
  var text: DocumentText { didSet { checked = nil } }
  /// What checks it.
  var checker: Checker { didSet { checked = nil } }
  /// Whether its findings were published since it last changed.
  var isPublished = false
  /// The findings that the client shows; nil when it shows none of this document.
  var shown: JSONValue?
  private var checked: CheckedDocument?
  /// What the rules said when the text was last well-formed.
  private var wellFormed: LintResult?

  init(uri: String, version: Int?, text: DocumentText, checker: Checker) {
    self.uri = uri
    self.version = version
    self.text = text
    self.checker = checker
  }

  /// The document with its findings; computed once for each text.
  mutating func check() -> CheckedDocument {
    if let checked { return checked }
    let file = SourceFile(name: path ?? uri, bytes: text.bytes)
    let result = checker.lint(file)
    if result.document.problems.isEmpty { wellFormed = result }
    let new = CheckedDocument(
      uri: uri, version: version, text: text, result: result, checker: checker, wellFormed: wellFormed)
    checked = new
    return new
  }

  /// The path of the file; nil where the URI is not that of a file.
  var path: String? { DocumentURI.path(uri) }
}

/// A text with its findings.
struct CheckedDocument {
  let uri: String
  let version: Int?
  let text: DocumentText
  let result: LintResult
  let checker: Checker
  /// What the rules said when the text was last well-formed.
  let wellFormed: LintResult?

  /// The text as the library takes it.
  var file: SourceFile { result.document.file }

  /// Whether it holds a domain of the QEMU driver, or the devices of one. Other documents are left alone.
  var isDomain: Bool { result.domain != nil }

  /// Edits of the document, as a `WorkspaceEdit`.
  func workspaceEdit(_ edits: [TextEdit], withVersions: Bool) -> JSONValue {
    let edits = JSONValue.array(edits.map(text.json))
    guard withVersions else { return ["changes": .object([uri: edits])] }
    let version = version.map { JSONValue.integer($0) } ?? .null
    return ["documentChanges": [["textDocument": ["uri": .string(uri), "version": version], "edits": edits]]]
  }
}
