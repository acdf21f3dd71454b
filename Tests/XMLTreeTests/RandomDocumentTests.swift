import SourceText
import TestKit
import Testing
import XMLTree

@Suite struct RandomDocumentTests {
  /// Reads many texts with one parser, so that what a file leaves behind would show in the next.
  @Test(arguments: 0..<10) func everyPlaceAndValueIsExact(block: UInt64) {
    var parser = XMLTextParser(vocabulary: XMLVocabulary(["channel", "port", "q:c", "xml:lang"]))
    for seed in block * 100..<(block + 1) * 100 {
      let expected = RandomDocument(seed: seed, roots: seed % 5 == 0 ? Int(seed % 7) + 1 : 1)
      let document = parser.parse(SourceFile(name: "seed \(seed)", bytes: expected.bytes))
      guard document.problems.isEmpty, document.elements == expected.elements, document.remarks == expected.comments
      else {
        let found = (document.problems, document.elements == expected.elements, document.remarks == expected.comments)
        Issue.record("seed \(seed): \(found)\n\(document.file.text(in: document.file.wholeRange))")
        return
      }
    }
  }

  @Test func truncationAtEveryByteIsAProblemThatLiesInTheFile() {
    var parser = XMLTextParser(vocabulary: XMLVocabulary(["channel"]))
    for whole in (1000..<1010).map({ RandomDocument(seed: $0) }) where whole.bytes.count < 2000 {
      let end = whole.elements.first?.range.upperBound ?? 0
      let wrong = whole.bytes.indices.filter { count in
        let document = parser.parse(SourceFile(name: "cut", bytes: Array(whole.bytes[..<count])))
        return !document.liesInItsFile || (count < end && document.problems.count != 1)
      }
      #expect(wrong.isEmpty)
    }
  }

  @Test func aByteChangedAnywhereNeverLeadsOutOfTheFile() {
    var random = SeededGenerator(seed: 7)
    var parser = XMLTextParser(vocabulary: XMLVocabulary(["channel"]))
    for seed in 2000..<2400 as Range<UInt64> {
      var bytes = RandomDocument(seed: seed).bytes
      for _ in 0..<3 {
        let offset = Int.random(in: bytes.indices, using: &random)
        bytes[offset] = random.pick([
          0x3C, 0x3E, 0x26, 0x27, 0x22, 0x2F, 0x00, 0x01, 0xFF, 0xC3, 0x20, 0x3D, 0x41, 0x21, 0x3F,
        ])
      }
      let document = parser.parse(SourceFile(name: "seed \(seed)", bytes: bytes))
      #expect(document.liesInItsFile)
    }
  }
}

// MARK: What was read, in the shape of what was expected

extension ParsedXML {
  /// All elements as the public interface tells them.
  var elements: [RandomDocument.Element] { roots.flatMap(subtree) }

  var remarks: [RandomDocument.Comment] {
    comments.map { comment in
      RandomDocument.Comment(
        range: Range(comment.range), text: comment.text, parent: comment.parent.map { Int($0.index) },
        following: comment.following.map { Int($0.index) })
    }
  }

  /// Whether every place the document tells is one of its file's.
  var liesInItsFile: Bool {
    let whole = file.wholeRange
    let places = problems.map(\.range) + problems.flatMap(\.notes).map(\.range) + comments.map(\.range)
    let attributes = elements.flatMap(\.attributes)
    return places.allSatisfy(whole.contains)
      && (elements.map(\.range) + elements.map(\.startTag) + attributes.map(\.range) + attributes.map(\.nameRange))
        .allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= whole.upperBound }
  }

  private func subtree(_ node: ElementNode) -> [RandomDocument.Element] {
    let element = RandomDocument.Element(
      name: nameText(of: node), parent: parent(of: node).map { Int($0.index) }, range: Range(range(of: node)),
      startTag: Range(startTagRange(of: node)), content: contentRange(of: node).map(Range.init),
      attributes: attributes(of: node).map(described), text: Array(text(of: node).utf8))
    return [element] + children(of: node).flatMap(subtree)
  }

  private func described(_ attribute: XMLAttribute) -> RandomDocument.Attribute {
    RandomDocument.Attribute(
      name: nameText(of: attribute), value: Array(value(of: attribute).utf8), range: Range(range(of: attribute)),
      nameRange: Range(nameRange(of: attribute)), valueRange: Range(valueRange(of: attribute)))
  }
}

extension Range<Int> {
  init(_ range: SourceRange) { self = range.lowerBound..<range.upperBound }
}
