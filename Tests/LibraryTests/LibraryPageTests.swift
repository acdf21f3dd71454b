import TestKit
import Testing

@Suite struct LibraryPageTests {
  static let catalog = "Sources/VirtChannel/VirtChannel.docc"
  static let pages = ["docs/library.md"] + Fixtures.names(in: catalog).map { "\(catalog)/\($0)" }

  @Test(arguments: pages) func everyExampleIsCompiledAndRun(_ path: String) throws {
    let page = String(decoding: try #require(Fixtures.bytes(path)), as: UTF8.self)
    let tests = String(
      decoding: try #require(Fixtures.bytes("Tests/LibraryTests/LibraryExamples.swift")), as: UTF8.self)
    let blocks = MarkdownBlock.all(in: page).filter { $0.info == "swift" && !$0.text.contains("Package.swift") }
    for block in blocks {
      let indented = block.text.split(separator: "\n").map { "    \($0)\n" }.joined()
      #expect(tests.contains(indented) || tests.contains("\n" + block.text), "\(path):\(block.line)")
    }
  }
}
