import DomainModel
import JSONText
import QEMUOptions
import Resolution
import SourceText
import TestKit
import Testing
import Translation
import XMLTree

@Suite struct TranslationLawTests {
  /// The arguments of a text's domain, or of its devices.
  static func arguments(_ xml: String, _ versions: Versions, _ dialect: Dialect) -> [String] {
    var parser = Domain.parser()
    guard let domain = Domain.read(parser.parse(SourceFile(name: "law", xml))) else { return [] }
    let options = DomainToOptions(Resolver(versions).resolve(domain)).options
    return options.flatMap(Spelling(versions, dialect: dialect).arguments)
  }

  /// What QEMU makes of some arguments.
  static func view(_ arguments: [String]) -> ParsedQEMUConfig {
    let script = arguments.map { ShellWords.quoted($0) }.joined(separator: " ")
    return ParsedQEMUConfig(QEMUCommandLine(reading: SourceFile(name: "law", script)))
  }

  /// The devices that some arguments stand for.
  static func xml(_ arguments: [String]) -> String {
    OptionsToDomainTests.xml(OptionsToDomain(view(arguments)))
  }

  static let versions = [
    Versions(libvirt: Version(9, 0), qemu: Version(7, 2)), Versions(libvirt: Version(12, 8), qemu: Version(11, 1, 3)),
  ]

  func check(_ domain: String, _ versions: [Versions], _ comment: Comment) {
    for versions in versions {
      let arguments = Dialect.allCases.map { Self.arguments(domain, versions, $0) }
      let devices = arguments.map(Self.xml)
      #expect(devices.allSatisfy { $0 == devices[0] }, "every dialect means the same: \(comment)")
      let once = Self.arguments(devices[0], versions, .keyval)
      #expect(Self.arguments(Self.xml(once), versions, .keyval) == once, "stable after one turn: \(comment)")
      // Of two consoles that both get port 0, newer libvirt moves the second.
      if Self.view(arguments[0]).faults.contains(where: { $0.kind == .portTaken(0) }) { continue }
      #expect(
        Self.withoutAliases(Self.xml(once)) == Self.withoutAliases(devices[0]),
        "the same devices after one turn: \(comment)")
    }
  }

  /// libvirt numbers consoles anew where the serial port is gone that was the first.
  static func withoutAliases(_ xml: String) -> [Substring] {
    xml.split(separator: "\n").filter { !$0.contains("<alias ") }
  }

  @Test(arguments: 0..<150) func randomDomains(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let domain = random.domain()
    check(domain, Self.versions, "seed \(seed)\n\(domain)")
  }

  @Test(arguments: ["cases", "wild"]) func recordedDomains(name: String) throws {
    let lines = Fixtures.bytes("../shared/oracle/\(name).jsonl")?.split(separator: UInt8(ascii: "\n")) ?? []
    for line in lines {
      let recorded = try JSONValue(parsing: Array(line))
      guard let domain = recorded["xml"]?.string, recorded["args"] != nil else { continue }
      check(domain, [Self.versions[0]], "\(name) \(recorded["seed"]?.text() ?? "")")
    }
  }
}
