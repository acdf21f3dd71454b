import TestKit
import Testing

@Suite struct LibraryPageTests {
  @Test func everyExampleOfThePageIsCompiledAndRun() throws {
    let page = String(decoding: try #require(Fixtures.bytes("docs/library.md")), as: UTF8.self)
    let tests = String(
      decoding: try #require(Fixtures.bytes("Tests/LibraryTests/LibraryExamples.swift")), as: UTF8.self)
    let blocks = MarkdownBlock.all(in: page).filter { $0.info == "swift" && !$0.text.contains("Package.swift") }
    #expect(blocks.count > 5)
    for block in blocks {
      let indented = block.text.split(separator: "\n").map { "    \($0)\n" }.joined()
      #expect(tests.contains(indented) || tests.contains("\n" + block.text), "docs/library.md:\(block.line)")
    }
  }
}
