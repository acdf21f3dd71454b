import TestKit
import Testing

/// What `Package.swift` cannot say of the layers, as modules of the system are there for every target.
@Suite struct LayerTests {
  static let imports = [
    ("Glibc", "Posix"), ("Musl", "Posix"), ("Darwin", "Posix"), ("CXAttr", "Posix"), ("CLibXML2", "XMLTree"),
    ("Foundation", ""), ("FoundationEssentials", ""),
  ]

  @Test(arguments: imports) func `one layer imports a module of the system`(module: String, layer: String) {
    let importing = SwiftSources.all.filter { file in
      let text = String(decoding: Fixtures.bytes(file) ?? [], as: UTF8.self)
      return text.split(separator: "\n").contains { $0.hasSuffix("import \(module)") && !$0.hasPrefix("//") }
    }
    #expect(importing.filter { !$0.hasPrefix("Sources/\(layer)/") } == [])
    #expect(layer.isEmpty || !importing.isEmpty)
  }
}
