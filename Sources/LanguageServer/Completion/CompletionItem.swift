internal import JSONText
internal import LintRules
internal import SourceText

/// One thing that can be written.
struct CompletionItem: Equatable {
  /// `CompletionItemKind`s.
  enum Kind: Int {
    case element = 7
    case attribute = 10
    case value = 12
    case snippet = 15
  }

  let label: String
  let kind: Kind
  /// What is written.
  let text: String
  /// Whether the text has tab stops.
  let isSnippet: Bool
  let documentation: String?
  /// A few words shown next to the label.
  var detail: String?

  init(
    _ label: String, _ kind: Kind, _ text: String, isSnippet: Bool, documentation: String?, detail: String? = nil
  ) {
    self.label = label
    self.kind = kind
    self.text = text
    self.isSnippet = isSnippet
    self.documentation = documentation
    self.detail = detail
  }

  /// The item in the format of the protocol.
  /// - Parameter position: the index of the item in the list, which determines the order in the client.
  func json(_ range: JSONValue, at position: Int, markdown: Bool) -> JSONValue {
    let number = String(position)
    var json: JSONObject = [
      "label": .string(label), "kind": .integer(kind.rawValue),
      "sortText": .string(String(repeating: "0", count: max(0, 4 - number.count)) + number),
      "filterText": .string(label),
      "insertTextFormat": .integer(isSnippet ? 2 : 1),
      "textEdit": ["range": range, "newText": .string(text)],
    ]
    if let detail { json["detail"] = .string(detail) }
    if let documentation {
      json["documentation"] =
        markdown ? ["kind": "markdown", "value": .string(documentation)] : .string(documentation)
    }
    return .object(json)
  }
}

extension LanguageSession {
  /// `textDocument/completion`.
  func completion(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document.text)
    guard document.isDomain else { return [] }
    let completions = Completions(
      document.text.bytes, at: offset, resolved: document.wellFormed?.resolved ?? document.result.resolved,
      snippets: client.takesSnippets)
    let (start, items) = completions.all
    let range = document.text.json(SourceRange(start, offset))
    return .array(
      items.enumerated().map { $0.element.json(range, at: $0.offset, markdown: client.showsMarkdownDocumentation) })
  }
}
