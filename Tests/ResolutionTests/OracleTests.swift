import DomainModel
import JSONText
import Resolution
import SourceText
import TestKit
import Testing
import XMLTree

/// What the real libvirt made of recorded domains, where the recordings are at hand.
@Suite struct OracleTests {
  @Test(arguments: ["cases", "cases-libvirt7", "cases-libvirt12", "wild"])
  func `every recorded domain is filled in as libvirt did`(file: String) throws {
    for recording in try Recording.all(in: file) {
      guard let resolved = recording.resolved, let full = recording.domain("full") else { continue }
      let controllers = resolved.controllers.map(\.controller)
      let name = Comment(rawValue: "\(file) \(recording.name)")
      #expect(controllers.inOrder == full.controllers.inOrder, name)
      #expect(resolved.channels.map(\.channel) == full.channels, name)
      #expect(resolved.consoles.map(\.console).filter(\.isVirtio) == full.consoles.filter(\.isVirtio), name)
    }
  }
}

extension [Controller] {
  fileprivate var inOrder: [Controller] { sorted { ($0.index ?? 0) < ($1.index ?? 0) } }
}

/// One recorded domain.
struct Recording {
  private let json: JSONValue

  /// The recordings of a file in `../shared/oracle`; none where that is not at hand.
  static func all(in file: String) throws -> [Recording] {
    let lines = Fixtures.bytes("../shared/oracle/\(file).jsonl")?.split(separator: UInt8(ascii: "\n")) ?? []
    return try lines.map { Recording(json: try JSONValue(parsing: Array($0))) }
  }

  var name: String { json["seed"]?.text() ?? "" }

  /// The domain as written, resolved as by the versions that were asked.
  var resolved: ResolvedDomain? { domain("xml").map(Resolver(versions).resolve) }

  var versions: Versions {
    Versions(
      libvirt: Version(json["libvirt"]?.string ?? "9.0.0"), qemu: Version(json["qemu_version"]?.string ?? "7.2.0"))
  }

  /// The domain that stands under a key.
  func domain(_ key: String) -> Domain? {
    guard let xml = json[key]?.string else { return nil }
    var parser = Domain.parser()
    return Domain.read(parser.parse(SourceFile(name: name, bytes: Array(xml.utf8))))
  }
}
