import DomainModel
import SourceText
import TestKit
import Testing
import XMLTree

func read(_ text: String) throws -> Domain {
  try read(SourceFile(name: "test.xml", text))
}

func read(_ file: SourceFile) throws -> Domain {
  var parser = Domain.parser()
  return try #require(Domain.read(parser.parse(file)))
}

@Suite struct RoundTripTests {
  let file: SourceFile
  let domain: Domain

  init() throws {
    file = try #require(Fixtures.file("fixtures/domains/everything.xml"))
    domain = try read(file)
  }

  @Test func everythingIsKnown() {
    #expect(domain.issues.isEmpty)
    #expect(domain.controllers.count == 5)
    #expect(domain.channels.count == 15)
    #expect(domain.consoles.count == 1)
    #expect(domain.header.machine == "pc-q35-7.2")
  }

  @Test func anUnchangedModelGivesNoEdits() {
    let edits =
      domain.controllers.flatMap { domain.edits($0) } + domain.channels.flatMap { domain.edits($0) }
      + domain.consoles.flatMap { domain.edits($0) }
    #expect(edits.isEmpty)
  }

  @Test func whatIsWrittenIsWhatWasRead() throws {
    for channel in domain.channels {
      let again = try read(channel.xml())
      #expect(again.channels == [channel])
      #expect(again.issues.isEmpty)
    }
    for controller in domain.controllers { #expect(try read(controller.xml()).controllers == [controller]) }
    for console in domain.consoles { #expect(try read(console.xml()).consoles == [console]) }
  }

  @Test func devicesAreWrittenAsLibvirtWritesThem() throws {
    let text = file.text(in: file.wholeRange)
    let devices =
      domain.controllers.map { $0.xml(indentation: "    ") } + domain.consoles.map { $0.xml(indentation: "    ") }
      + domain.channels.map { $0.xml(indentation: "    ") }
    for device in devices { #expect(text.contains(device), "\(device)") }
  }

  @Test func anyFileReadsWithoutEdits() throws {
    for name in Fixtures.names(in: "../shared/wild") where name.hasSuffix(".xml") {
      let bytes = try #require(Fixtures.bytes("../shared/wild/\(name)"))
      guard case .success(let file) = SourceFile.decoding(name: name, bytes) else { continue }
      var parser = Domain.parser()
      guard let domain = Domain.read(parser.parse(file)) else { continue }
      #expect(domain.channels.allSatisfy { domain.edits($0).isEmpty }, "\(name)")
      #expect(domain.controllers.allSatisfy { domain.edits($0).isEmpty }, "\(name)")
      #expect(domain.consoles.allSatisfy { domain.edits($0).isEmpty }, "\(name)")
    }
  }
}
