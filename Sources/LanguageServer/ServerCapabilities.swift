internal import JSONText

/// What the server offers, as it answers `initialize`.
enum ServerCapabilities {
  static func json(_ client: ClientCapabilities) -> JSONValue {
    [
      "positionEncoding": .string(client.encoding.rawValue),
      "textDocumentSync": ["openClose": true, "change": 2, "save": true],
    ]
  }
}
