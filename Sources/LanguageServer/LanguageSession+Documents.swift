internal import JSONText

// What the client tells about its documents.
extension LanguageSession {
  func notice(_ method: String, _ params: JSONValue) {
    switch method {
    case "initialized": initialized()
    case "textDocument/didOpen": open(params["textDocument"])
    case "textDocument/didChange": change(params)
    case "textDocument/didClose": close(params)
    case "workspace/didChangeConfiguration": changeConfiguration(params)
    case "workspace/didChangeWatchedFiles": checkAgain()
    default: break
    }
  }

  private func open(_ document: JSONValue?) {
    guard let uri = document?["uri"]?.string, let text = document?["text"]?.string else { return }
    let shown = documents[uri]?.shown
    documents[uri] = OpenDocument(
      uri: uri, version: document?["version"]?.integer, text: DocumentText(text, client.encoding),
      checker: checker(for: uri))
    _ = documents.update(uri) { $0.shown = shown }
  }

  private func change(_ params: JSONValue) {
    guard let uri = params["textDocument"]?["uri"]?.string else { return }
    let isUnderstood = documents.update(uri) { document in
      document.version = params["textDocument"]?["version"]?.integer ?? document.version
      document.isPublished = false
      return (params["contentChanges"]?.array ?? []).allSatisfy { document.text.apply($0) }
    }
    if isUnderstood == false { log("a change of \(uri) has no text or no valid range, and was ignored") }
  }

  private func close(_ params: JSONValue) {
    guard let uri = params["textDocument"]?["uri"]?.string, let document = documents[uri] else { return }
    documents[uri] = nil
    if document.shown != nil { publish([], of: document) }
  }

  /// Writes a line to the client's log.
  func log(_ message: String) {
    writer.notify("window/logMessage", ["type": 2, "message": .string(message)])
  }
}
