import SourceText
import Testing
import XMLTree

/// Reads a text with a few names known ahead.
func parse(_ text: String, limits: XMLLimits = XMLLimits()) -> ParsedXML {
  var parser = XMLTextParser(vocabulary: XMLVocabulary(["domain", "channel", "type", "q:c"]), limits: limits)
  return parser.parse(SourceFile(name: "test", text))
}

extension ParsedXML {
  func text(in range: SourceRange?) -> String? { range.map(file.text) }
}

@Suite struct XMLDocumentTests {
  let document = parse("<?xml version='1.0'?>\n<domain type = \"kvm\"><a b='1&amp;2'/><q:c>x<!--n-->y</q:c></domain>\n")

  @Test func elementsAreKnownByNameAndPlace() throws {
    let root = try #require(document.roots.first)
    #expect(document.problems.isEmpty)
    #expect(document.roots.count == 1)
    #expect(document.name(of: root) == XMLName(id: 0))
    #expect(document.children(of: root).map(document.nameText(of:)) == ["a", "q:c"])
    #expect(document.parent(of: root) == nil)
    #expect(document.children(of: root).allSatisfy { document.parent(of: $0) == root })
    #expect(document.text(in: document.startTagRange(of: root)) == "<domain type = \"kvm\">")
  }

  @Test func attributesHaveValuesAndRanges() throws {
    let root = try #require(document.roots.first)
    let type = try #require(document.attribute(XMLName(id: 2), of: root))
    #expect(document.value(of: type) == "kvm")
    #expect(document.text(in: document.range(of: type)) == "type = \"kvm\"")
    #expect(document.text(in: document.nameRange(of: type)) == "type")
    #expect(document.text(in: document.valueRange(of: type)) == "kvm")
    #expect(document.quote(of: type) == UInt8(ascii: "\""))
  }

  @Test func aValueWithReferencesIsDecodedAndStillHasItsPlace() throws {
    let root = try #require(document.roots.first)
    let a = try #require(document.children(of: root).first { _ in true })
    let b = try #require(document.attributes(of: a).first)
    #expect(document.value(of: b) == "1&2")
    #expect(document.valueEquals(b, "1&2"))
    #expect(document.text(in: document.valueRange(of: b)) == "1&amp;2")
    #expect(document.contentRange(of: a) == nil)
  }

  @Test func textIsJoinedAroundComments() throws {
    let root = try #require(document.roots.first)
    let c = try #require(document.children(of: root).first { document.nameText(of: $0) == "q:c" })
    #expect(document.text(of: c) == "xy")
    #expect(document.text(in: document.contentRange(of: c)) == "x<!--n-->y")
    #expect(document.comments.map(\.text) == ["n"])
    #expect(document.comments.map(\.parent) == [c])
  }

  @Test func aFragmentHasSeveralRoots() {
    let document = parse("<a/>\n<!-- next --><b>1</b>")
    #expect(document.problems.isEmpty)
    #expect(document.roots.map(document.nameText(of:)) == ["a", "b"])
    #expect(document.comments.map(\.following) == [document.roots.last])
  }
}
