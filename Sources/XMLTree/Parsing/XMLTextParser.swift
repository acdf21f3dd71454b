public import SourceText

/// Parses XML documents one after another. It reuses its memory; use a separate parser on each thread.
///
/// No other files are opened: document types are refused, so there are no entities except the five of XML itself.
public struct XMLTextParser: ~Copyable {
  private let vocabulary: XMLVocabulary
  private let limits: XMLLimits
  private let fragments: Set<XMLName>?
  private var context: ParserContext?
  private var buffer = InputBuffer()

  /// Creates a parser with a vocabulary and limits.
  /// - Parameter fragments: The elements that can occur several times at the top level; nil allows any.
  public init(vocabulary: XMLVocabulary, limits: XMLLimits = XMLLimits(), fragments: Set<XMLName>? = nil) {
    self.vocabulary = vocabulary
    self.limits = limits
    self.fragments = fragments
  }

  /// Parses a text. It never fails; the problems are in the document.
  public mutating func parse(_ file: SourceFile) -> ParsedXML {
    if let problem = file.undecodable { return document(of: file, problem) }
    let declaration = XMLDeclaration(file.bytes)
    if let problem = obstacle(in: file.bytes, declaration) { return document(of: file, problem) }
    buffer.fill(file.bytes, blanking: declaration?.range)
    defer { buffer.shrink() }
    if let zero = buffer.zeroOffset { return document(of: file, .zeroByte(at: zero)) }
    guard let context = usableContext() else { return document(of: file, .outOfMemory) }
    let (tree, problem) = context.read(file.bytes, in: buffer)
    let stray = tree.strayText(in: file.bytes, from: declaration?.range.upperBound ?? 0)
    let outside = earliest(stray.map { .textOutside(at: $0) }, tree.excessRoot(in: file.bytes, fragments))
    return document(of: file, earliest(problem, outside), tree)
  }

  /// A problem that must be found before libxml2 reads the text, or that libxml2 reports less clearly.
  private func obstacle(in bytes: [UInt8], _ declaration: XMLDeclaration?) -> XMLProblem? {
    if bytes.count > limits.size { return .tooLarge(bytes.count, limit: limits.size) }
    if declaration == nil, XMLDeclaration.begins(bytes) { return .badDeclaration(at: SourceRange(0, 5)) }
    guard let excess = bytes.attribute(beyond: limits.attributes) else { return nil }
    return .tooManyAttributes(at: SourceRange(excess), limit: limits.attributes)
  }

  private func earliest(_ a: XMLProblem?, _ b: XMLProblem?) -> XMLProblem? {
    guard let a, let b else { return a ?? b }
    return b.range < a.range ? b : a
  }

  /// The document of what was read; without any element and without another problem it is empty.
  func document(of file: SourceFile, _ problem: XMLProblem?, _ tree: consuming Tree = Tree()) -> ParsedXML {
    let problem = problem ?? (tree.nodes.isEmpty ? .empty(file) : nil)
    return ParsedXML(tree, of: file, vocabulary: vocabulary, problems: problem.map { [$0] } ?? [])
  }

  /// The parser to use: a new one if there is none, or if the dictionary of the last one has grown large.
  private mutating func usableContext() -> ParserContext? {
    if let context, !context.isWornOut { return context }
    context = ParserContext(vocabulary: vocabulary, limits: limits)
    return context
  }
}
