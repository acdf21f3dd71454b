internal import JSONText

// What the client asks about its documents.
extension LanguageSession {
  /// Answers a request.
  func feature(_ method: String, _ params: JSONValue) throws(ResponseError) -> JSONValue {
    switch method {
    case "textDocument/codeAction": try codeActions(params)
    case "textDocument/completion": try completion(params)
    case "textDocument/hover": try hover(params)
    case "textDocument/documentSymbol": try symbols(params)
    case "textDocument/definition": try definition(params)
    case "textDocument/references": try references(params)
    case "textDocument/prepareRename": try prepareRename(params)
    case "textDocument/rename": try rename(params)
    case "textDocument/foldingRange": try foldingRanges(params)
    case "textDocument/inlayHint": try inlayHints(params)
    default: throw ResponseError(.methodNotFound, "the method '\(method)' is not supported")
    }
  }

  /// The document that a request is about.
  func document(_ params: JSONValue) throws(ResponseError) -> CheckedDocument {
    guard let uri = params["textDocument"]?["uri"]?.string else {
      throw ResponseError(.invalidParams, "the request names no document: textDocument.uri is missing")
    }
    guard let document = documents.update(uri, { $0.check() }) else {
      throw ResponseError(.invalidParams, "the document \(uri) is not open")
    }
    return document
  }

  /// The offset of the position that a request is about.
  func offset(_ params: JSONValue, in text: DocumentText) throws(ResponseError) -> Int {
    guard let position = TextPosition(params["position"]) else {
      throw ResponseError(.invalidParams, "the request has no position")
    }
    return text.offset(of: position)
  }
}
