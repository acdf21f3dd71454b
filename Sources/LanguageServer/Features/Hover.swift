internal import DomainModel
internal import JSONText
internal import LintRules
internal import SourceText
internal import XMLTree

extension LanguageSession {
  /// `textDocument/hover`: what an element, an attribute or a value means, and what becomes of the device around it.
  func hover(_ params: JSONValue) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    let offset = try offset(params, in: document.text)
    guard document.isDomain, let hover = Hover(document, at: offset) else { return .null }
    let text = client.showsMarkdownHover ? hover.markdown : hover.plain
    return [
      "contents": ["kind": client.showsMarkdownHover ? "markdown" : "plaintext", "value": .string(text)],
      "range": document.text.json(hover.range),
    ]
  }
}

/// The text to show for a position in the markup.
struct Hover {
  /// The name or value that it is about.
  let range: SourceRange
  private let sections: [Section]

  /// A part of the text.
  enum Section {
    case prose(String)
    /// Code in a language, with a title.
    case code(String, language: String, title: String)
  }

  init?(_ document: CheckedDocument, at offset: Int) {
    let bytes = document.text.bytes
    // An offset before the first letter of a name belongs to the name.
    let context = CursorContext(bytes, at: min(offset + 1, bytes.count))
    guard let tag = context.tags.last, CursorContext.schema(of: context.tags) != nil else { return nil }
    var sections: [Section] = []
    switch context.location {
    case .elementName(let start):
      range = bytes.word(from: start)
      sections += (context.documentation).map { [.prose("`<\(tag.name)>`: \($0)")] } ?? []
      sections += DeviceFate(document, at: start)?.sections ?? []
    case .attributeName(let start):
      range = bytes.word(from: start)
      let name = String(decoding: bytes[range.lowerBound..<range.upperBound], as: UTF8.self)
      guard let attribute = context.attribute(name) else { return nil }
      sections += Self.about(attribute, value: tag[name])
      sections += DeviceFate(document, at: start)?.shortSections ?? []
    case .attributeValue(let name, let start):
      range = SourceRange(start, start + (tag[name]?.utf8.count ?? 0))
      guard let attribute = context.attribute(name) else { return nil }
      sections += Self.about(attribute, value: tag[name])
      sections += DeviceFate(document, at: start)?.shortSections ?? []
    case .content, .closingTag, .other: return nil
    }
    guard !sections.isEmpty else { return nil }
    self.sections = sections
  }

  private static func about(_ attribute: ElementSchema.Attribute, value: String?) -> [Section] {
    let meaning = attribute.documentation.map { [Section.prose("`\(attribute.name)`: \($0)")] } ?? []
    let word = value.flatMap { word in
      attribute.documentation(of: word).map { [Section.prose("`\(word)`: \($0)")] }
    }
    return meaning + (word ?? []) + [.prose(attribute.expectationText)]
  }

  /// The text as Markdown.
  var markdown: String {
    sections.map { section in
      switch section {
      case .prose(let text): text
      case .code(let code, let language, let title): "\(title):\n\n```\(language)\n\(code)\n```"
      }
    }.joined(separator: "\n\n")
  }

  /// The text without markup.
  var plain: String {
    sections.map { section in
      switch section {
      case .prose(let text): text.filter { $0 != "`" }
      case .code(let code, _, let title): "\(title):\n\(code)"
      }
    }.joined(separator: "\n\n")
  }
}

extension CursorContext {
  /// What the element whose start tag holds the offset means.
  fileprivate var documentation: String? {
    guard let tag = tags.last else { return nil }
    let own = CursorContext.schema(of: tags)?.documentation
    return CursorContext.schema(of: parents)?.child(tag.name)?.documentation ?? own
  }
}

extension ElementSchema.Attribute {
  /// What is allowed, as a sentence.
  fileprivate var expectationText: String {
    switch expectation {
    case .number(let format): "Expected: \(format.expectation)."
    case .word([]), .variant([]): "Expected: any text."
    case .word(let words), .variant(let words): "Expected: \(words.map { "`\($0)`" }.joined(separator: ", "))."
    }
  }
}

extension [UInt8] {
  /// The name that begins at an offset.
  fileprivate func word(from start: Int) -> SourceRange {
    var end = start
    while end < count, !" \t\r\n=/<>'\"".utf8.contains(self[end]) { end += 1 }
    return SourceRange(start, end)
  }
}
