internal import SourceText
internal import XMLTree

/// The elements that a template includes only under a condition, or several times: those between `{% if x %}` and `{% endif %}`.
struct ConditionalElements {
  /// Where they are, in order.
  private(set) var ranges: [SourceRange] = []
  /// The statements around them.
  private(set) var statements: [SourceRange] = []
  private let file: SourceFile

  /// How many bytes all variants together may have if elements are looked at one by one, and how many elements.
  private static let limit = (bytes: 8 << 20, elements: 64)

  init(in document: ParsedXML) {
    file = document.file
    guard document.mayBeTemplate else { return }
    var inside: Set<ElementNode> = []
    for index in 0..<Int32(document.nodeCount) { add(childrenOf: ElementNode(index: index), document, &inside) }
  }

  /// - Parameter inside: the conditional elements seen so far, and the elements in them.
  private mutating func add(
    childrenOf parent: ElementNode, _ document: ParsedXML, _ inside: inout Set<ElementNode>
  ) {
    let children = Array(document.children(of: parent))
    if inside.contains(parent) { return inside.formUnion(children) }
    guard !children.isEmpty else { return }
    let gaps = document.gaps(in: parent).map(document.templateStatements)
    statements += gaps.joined()
    guard let first = gaps.firstIndex(where: { !$0.isEmpty }), let last = gaps.lastIndex(where: { !$0.isEmpty }) else {
      return
    }
    inside.formUnion(children[first..<last])
    ranges += children[first..<last].map { document.range(of: $0) }
  }
}

extension ConditionalElements {
  /// A text that the template can become, as far as these elements go. Bytes stay where they are.
  struct Variant {
    /// The text.
    let file: SourceFile
    /// Whether what is found at a range must be found in this text too.
    let decides: (SourceRange) -> Bool
  }

  /// The text without these elements, which decides over what is found elsewhere, and with each of them alone, which decides over what is
  /// found in it. In a large text the first decides over everything.
  var variants: [Variant] {
    guard !ranges.isEmpty else { return [] }
    let ranges = ranges
    let none = blanked(ranges)
    guard ranges.count <= Self.limit.elements, ranges.count * file.bytes.count <= Self.limit.bytes else {
      return [Variant(file: none) { _ in true }]
    }
    let conditional = OutermostRanges(ranges)
    return [Variant(file: none) { !conditional.contains($0) }]
      + ranges.indices.map { index in
        Variant(file: blanked(ranges[..<index] + ranges[(index + 1)...])) { ranges[index].contains($0) }
      }
  }

  private func blanked(_ ranges: some Sequence<SourceRange>) -> SourceFile {
    var bytes = file.bytes
    for range in ranges {
      for index in range.lowerBound..<min(range.upperBound, bytes.count) where bytes[index] != UInt8(ascii: "\n") {
        bytes[index] = UInt8(ascii: " ")
      }
    }
    return SourceFile(name: file.name, bytes: bytes, encoding: file.encoding)
  }
}
