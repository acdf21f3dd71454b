import TestKit
import Testing
import VirtChannel

/// What real libvirts made of our own random domains (`Tests/Oracle/record.py`).
@Suite struct RecordedDomainTests {
  static let files = Fixtures.names(in: "fixtures/oracle")

  @Test func `there are recordings of the oldest, a middle and the newest pair`() {
    #expect(Self.files.count == 3)
  }

  @Test(arguments: files) func `a domain is filled in as libvirt did`(file: String) throws {
    for recording in try RecordedDomain.all(in: file) {
      guard let saved = recording.domain("full"), let written = recording.domain("xml") else { continue }
      let resolved = Resolver(recording.versions).resolve(written)
      let name = Comment(rawValue: recording.name)
      #expect(resolved.controllers.map(\.controller) == saved.controllers.inOrder(of: resolved), name)
      #expect(resolved.channels.map(\.channel) == saved.channels, name)
      #expect(resolved.consoles.map(\.console).filter(\.isVirtio) == saved.consoles.filter(\.isVirtio), name)
      let stated = Resolver(recording.versions).resolve(saved)
      #expect(resolved.pciControllers.map(\.summary).sorted() == stated.pciControllers.map(\.summary).sorted(), name)
      #expect(stated.addedPCIControllers.isEmpty, name)
    }
  }

  @Test(arguments: files) func `the options are those of libvirt`(file: String) throws {
    for recording in try RecordedDomain.all(in: file) {
      guard let options = recording.options, let written = recording.domain("xml") else { continue }
      #expect(Resolver(recording.versions).resolve(written).arguments() == options, "\(recording.name)")
    }
  }

  @Test(arguments: files) func `what libvirt refused is refused in its words, and nothing else`(file: String) throws {
    for recording in try RecordedDomain.all(in: file) {
      var linter = Linter(versions: recording.versions)
      let refusals = linter.lint(recording.file("xml")).refusals.compactMap(\.refusal?.message)
      if let refusal = recording.refusal {
        #expect(refusals.contains(refusal), "\(recording.name)")
      } else {
        #expect(refusals == [], "\(recording.name)")
      }
    }
  }
}

extension [Controller] {
  /// The controllers in the order in which a resolved domain has them, which is that of the command line.
  fileprivate func inOrder(of domain: ResolvedDomain) -> [Controller] {
    domain.controllers.compactMap { resolved in first { $0.index == resolved.index } }
  }
}

extension PCIController {
  fileprivate var summary: String { "\(index) \(model) \(String(describing: address))" }
}

/// One recorded domain.
private struct RecordedDomain {
  private let json: JSONValue

  static func all(in file: String) throws -> [RecordedDomain] {
    let lines = try #require(Fixtures.bytes("fixtures/oracle/\(file)")).split(separator: UInt8(ascii: "\n"))
    return try lines.map { RecordedDomain(json: try JSONValue(parsing: Array($0))) }
  }

  var name: String { json["name"]?.string ?? "" }

  var versions: Versions { Versions(libvirt: version("libvirt"), qemu: version("qemu")) }

  private func version(_ key: String) -> Version? { json[key]?.string.flatMap { Version($0) } }

  /// The options as arguments; nil where the domain was refused.
  var options: [String]? { json["argv"]?.array?.compactMap(\.string) }

  /// Why libvirt refused the domain.
  var refusal: String? { json["refusal"]?.string }

  func file(_ key: String) -> SourceFile { SourceFile(name: name, json[key]?.string ?? "") }

  func domain(_ key: String) -> Domain? {
    guard json[key]?.string != nil else { return nil }
    var parser = Domain.parser()
    return Domain.read(parser.parse(file(key)))
  }
}
