internal import JSONText
internal import LintRules
internal import SourceText
internal import XMLTree

extension LanguageSession {
  /// `textDocument/foldingRange`: elements and comments of several lines.
  func foldingRanges(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    guard document.isDomain else { return [] }
    let xml = document.result.document
    let elements = (0..<xml.nodeCount).compactMap { index -> JSONValue? in
      fold(xml.range(of: ElementNode(index: Int32(index))), in: document.text, isComment: false)
    }
    return .array(elements + xml.comments.compactMap { fold($0.range, in: document.text, isComment: true) })
  }

  private func fold(_ range: SourceRange, in text: DocumentText, isComment: Bool) -> JSONValue? {
    let (start, end) = (text.position(of: range.lowerBound).line, text.position(of: range.upperBound).line)
    // The line of a closing tag stays visible.
    let last = isComment ? end : end - 1
    guard start < last else { return nil }
    var json: JSONObject = ["startLine": .integer(start), "endLine": .integer(last)]
    if isComment { json["kind"] = "comment" }
    return .object(json)
  }
}
