import SourceText
import Testing
import XMLTree

@Suite struct NameTests {
  @Test func namesOfTheVocabularyHaveTheirIdsInEveryDocument() throws {
    let vocabulary = XMLVocabulary(["domain", "q:domain", "domain"])
    var parser = XMLTextParser(vocabulary: vocabulary)
    for text in ["<x/><domain/><q:domain/>", "<q:domain/><y/><domain/>"] {
      let document = parser.parse(SourceFile(name: "a", text))
      for root in document.roots where document.nameText(of: root).hasSuffix("domain") {
        #expect(document.name(of: root).id == (document.nameText(of: root) == "domain" ? 0 : 1))
      }
    }
  }

  @Test func otherNamesAreNumberedByEachDocument() {
    var parser = XMLTextParser(vocabulary: XMLVocabulary(["a"]))
    let first = parser.parse(SourceFile(name: "a", "<x/><y/><x/><q:x/>"))
    let second = parser.parse(SourceFile(name: "a", "<y/><z x=''/>"))
    #expect(first.roots.map { first.name(of: $0).id } == [1, 2, 1, 3])
    #expect(second.roots.map { second.name(of: $0).id } == [1, 2])
    #expect(first.roots.map(first.nameText(of:)) == ["x", "y", "x", "q:x"])
    #expect(second.roots.map(second.nameText(of:)) == ["y", "z"])
    #expect(second.name("x") == XMLName(id: 3))
    #expect(second.name("a") == XMLName(id: 0))
    #expect(second.name("q:x") == nil)
  }

  @Test func thousandsOfNamesAreKeptApart() {
    let names = (0..<5000).map { "name\($0)" }
    var parser = XMLTextParser(vocabulary: XMLVocabulary(Array(names[..<1000])))
    for _ in 0..<3 {
      let document = parser.parse(SourceFile(name: "a", names.map { "<\($0) x:\($0)=''/>" }.joined()))
      #expect(document.roots.map(document.nameText(of:)) == names)
      #expect(document.roots.flatMap(document.attributes).map(document.nameText(of:)) == names.map { "x:\($0)" })
      #expect(document.roots.prefix(1000).map { document.name(of: $0).id } == (0..<1000).map(Int32.init))
    }
  }

  /// More names than a parser's dictionary may hold, so that the parser is replaced on the way.
  @Test func namesThatNeverComeAgainDoNotAddUp() {
    var parser = XMLTextParser(vocabulary: XMLVocabulary(["a"]))
    let long = String(repeating: "x", count: 100_000)
    for index in 0..<30 {
      let document = parser.parse(SourceFile(name: "a", "<a \(long)\(index)='1'/>"))
      #expect(document.roots.map { document.name(of: $0).id } == [0])
      #expect(document.roots.flatMap(document.attributes).map(document.nameText(of:)) == ["\(long)\(index)"])
    }
  }

  @Test func eachThreadHasAParserOfItsOwn() async {
    let expected = (0..<40 as Range<UInt64>).map { RandomDocument(seed: $0) }
    let allRight = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var parser = XMLTextParser(vocabulary: XMLVocabulary(["channel", "port"]))
          return expected.allSatisfy { parser.parse(SourceFile(name: "a", bytes: $0.bytes)).elements == $0.elements }
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(allRight)
  }
}
