internal import JSONText

/// What the server offers, as it answers `initialize`.
enum ServerCapabilities {
  static func json(_ client: ClientCapabilities) -> JSONValue {
    [
      "positionEncoding": .string(client.encoding.rawValue),
      "textDocumentSync": ["openClose": true, "change": 2],
      "codeActionProvider": ["codeActionKinds": ["quickfix", "refactor.rewrite", "source.fixAll.virt-channel"]],
      "completionProvider": ["triggerCharacters": ["<", " ", "'", "\"", "/"]],
      "hoverProvider": true,
      "documentSymbolProvider": true,
      "definitionProvider": true,
      "referencesProvider": true,
      "renameProvider": ["prepareProvider": true],
      "foldingRangeProvider": true,
      "inlayHintProvider": true,
    ]
  }
}
