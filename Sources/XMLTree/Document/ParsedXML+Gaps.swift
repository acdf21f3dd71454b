package import SourceText

extension ParsedXML {
  /// The ranges before, between and behind the children of an element: one more than there are children.
  package func gaps(in parent: ElementNode) -> [SourceRange] {
    let whole = contentRange(of: parent) ?? range(of: parent)
    var start = whole.lowerBound
    var gaps: [SourceRange] = []
    for child in children(of: parent) {
      let range = range(of: child)
      gaps.append(SourceRange(start, range.lowerBound))
      start = range.upperBound
    }
    return gaps + [SourceRange(start, whole.upperBound)]
  }

  /// Whether a template has statements between the children of an element.
  package func hasTemplateStatements(in parent: ElementNode) -> Bool {
    mayBeTemplate && gaps(in: parent).contains { !templateStatements(in: $0).isEmpty }
  }

  /// The statements of a template, such as `{% if x %}`, in a range of the text.
  package func templateStatements(in gap: SourceRange) -> [SourceRange] {
    templateMarkers(in: gap, where: TemplateMarker.isStatement)
  }

  /// The markers that a template replaces by text, such as `{{ devices }}`, in a range of the text; those in comments are none.
  package func templateInsertions(in gap: SourceRange) -> [SourceRange] {
    templateMarkers(in: gap) { !TemplateMarker.isStatement($0) }.filter { marker in
      !commentRecords.contains { Int($0.start) <= marker.lowerBound && marker.upperBound <= Int($0.end) }
    }
  }

  private func templateMarkers(in gap: SourceRange, where isSuch: (ArraySlice<UInt8>) -> Bool) -> [SourceRange] {
    let end = file.bytes.count
    let bytes = file.bytes[min(gap.lowerBound, end)..<min(gap.upperBound, end)]
    return TemplateMarker.ranges(inXML: bytes).filter { isSuch(bytes[$0]) }
      .map { SourceRange($0.lowerBound, $0.upperBound) }
  }
}
