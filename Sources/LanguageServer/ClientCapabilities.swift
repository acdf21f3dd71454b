internal import JSONText

/// What the client can do, as far as the server depends on it.
struct ClientCapabilities {
  /// The unit of characters in positions.
  private(set) var encoding = PositionEncoding.utf16
  /// Whether edits may name the version of the document they are for.
  private(set) var takesVersionedEdits = false
  /// Whether code actions may be objects, not only commands.
  private(set) var takesCodeActions = false
  /// Whether completions may contain tab stops.
  private(set) var takesSnippets = false
  /// Whether hover texts may be Markdown.
  private(set) var showsMarkdownHover = false
  /// Whether the documentation of completions may be Markdown.
  private(set) var showsMarkdownDocumentation = false
  /// Whether symbols may contain symbols.
  private(set) var showsSymbolTree = false
  /// Whether diagnostics may point to other locations.
  private(set) var showsRelatedInformation = false
  /// Whether it can watch files for the server.
  private(set) var watchesFiles = false
  /// Whether the server can ask for settings.
  private(set) var sendsConfiguration = false

  /// A client that can do nothing.
  init() {}

  /// Reads the `capabilities` of `initialize`.
  init(_ json: JSONValue?) {
    let document = json?["textDocument"]
    let workspace = json?["workspace"]
    encoding = PositionEncoding(offered: json?["general"]?["positionEncodings"])
    takesVersionedEdits = workspace?["workspaceEdit"]?["documentChanges"]?.bool ?? false
    takesCodeActions = document?["codeAction"]?["codeActionLiteralSupport"] != nil
    let item = document?["completion"]?["completionItem"]
    takesSnippets = item?["snippetSupport"]?.bool ?? false
    showsMarkdownDocumentation = Self.offersMarkdown(item?["documentationFormat"])
    showsMarkdownHover = Self.offersMarkdown(document?["hover"]?["contentFormat"])
    showsSymbolTree = document?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"]?.bool ?? false
    showsRelatedInformation = document?["publishDiagnostics"]?["relatedInformation"]?.bool ?? false
    watchesFiles = workspace?["didChangeWatchedFiles"]?["dynamicRegistration"]?.bool ?? false
    sendsConfiguration = workspace?["configuration"]?.bool ?? false
  }

  private static func offersMarkdown(_ formats: JSONValue?) -> Bool {
    formats?.array?.contains(.string("markdown")) ?? false
  }
}
