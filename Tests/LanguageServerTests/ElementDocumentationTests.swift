import DomainModel
import Glibc
import TestKit
import Testing

@Suite struct ElementDocumentationTests {
  private let path = "Sources/DomainModel/Settings/ElementDocumentation+Table.swift"

  /// `make element-documentation` writes the table.
  @Test func theTableIsWhatTheDocCommentsSay() throws {
    let source = DocumentationExtractor(directory: "Sources/DomainModel").source
    if unsafe getenv("REFRESH_ELEMENT_DOCUMENTATION") != nil, let file = unsafe fopen("\(Fixtures.root)/\(path)", "w") {
      unsafe fputs(source, file)
      unsafe fclose(file)
    }
    let current = Fixtures.bytes(path).map { String(decoding: $0, as: UTF8.self) }
    #expect(current == source, "make element-documentation")
  }

  @Test(arguments: [ElementSchema.controller, .channel, .console, .serial])
  func everyAttributeAndElementIsExplained(device: ElementSchema) {
    for (path, attribute) in device.allAttributes where !Self.obvious.contains(attribute.name) {
      #expect(attribute.documentation != nil, "\(path) \(attribute.name)")
    }
  }

  /// Attributes that always have the same value, and the parts of addresses that no channel can have.
  private static let obvious: Set = [
    "type", "controller", "bus", "target", "unit", "port", "slot", "iobase", "irq", "base",
  ]

  @Test func wordsAreExplained() throws {
    let type = try #require(ElementSchema.channel.attributes.first { $0.name == "type" })
    #expect(type.documentation(of: "unix") == "A Unix socket.")
    #expect(type.documentation(of: "qemu-vdagent")?.contains("since libvirt 8.4.0") == true)
  }
}

extension ElementSchema {
  /// The attributes of all variants and all children.
  fileprivate var allAttributes: [(path: String, ElementSchema.Attribute)] {
    ([self] + variants.map(\.schema)).flatMap { schema in
      schema.attributes.map { ("", $0) }
        + schema.children.flatMap { child in child.schema.allAttributes.map { ("\(child.name) \($0.path)", $0.1) } }
    }
  }
}
