import SourceText
import TestKit
import Testing
import XMLTree

/// Domain XML as it is found in the world, where it is at hand.
@Suite struct WildFileTests {
  static let folder = "../shared/wild"
  static let files = Fixtures.names(in: folder).filter { $0.hasSuffix(".xml") }

  @Test func everyFileIsReadAndGoesBackAsItWas() {
    var parser = XMLTextParser(vocabulary: XMLVocabulary(["domain"]))
    let wrong = Self.files.filter { name in
      guard let raw = Fixtures.bytes("\(Self.folder)/\(name)") else { return true }
      let document = parser.parse(name: name, raw: raw)
      return !document.problems.isEmpty || document.roots.isEmpty || document.file.encoded(document.file.bytes) != raw
        || !document.liesInItsFile
    }
    #expect(wrong == [])
  }
}
