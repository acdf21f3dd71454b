import JSONText
import Laws
import TestKit
import Testing
import VirtChannel

@Suite struct SafeFixTests {
  private static let versions = [Versions.newest, Versions(libvirt: Version(9, 0), qemu: Version(7, 2))]

  @Test(arguments: Rule.all.map(\.id.code)) func holdsForTheExamplesOfARule(code: String) throws {
    let rule = try #require(Rule.named(code))
    for example in rule.good + rule.bad {
      for part in example.parts { check(SourceFile(name: code, part.file), [example.versions]) }
    }
  }

  @Test(arguments: 0..<8) func holdsForDomainsWithFaults(batch: UInt64) {
    for seed in batch * 125..<(batch + 1) * 125 {
      var generator = SeededGenerator(seed: seed)
      check(generator.mutated(generator.domain()), Self.versions, "seed \(seed)")
    }
  }

  @Test func holdsForOurOwnDomains() throws {
    for folder in ["fixtures/domains", "fixtures/demo"] {
      for name in Fixtures.names(in: folder) where name.hasSuffix(".xml") {
        check(try #require(Fixtures.file("\(folder)/\(name)")), Self.versions)
      }
    }
  }

  @Test func holdsForWildFiles() {
    for name in Fixtures.names(in: "../shared/wild") where name.hasSuffix(".xml") {
      if let file = Fixtures.file("../shared/wild/\(name)") { check(file, Self.versions) }
    }
  }

  @Test(arguments: ["cases", "wild", "cases-bred"]) func holdsForRecordedDomains(name: String) throws {
    let lines = Fixtures.bytes("../shared/oracle/\(name).jsonl")?.split(separator: UInt8(ascii: "\n")) ?? []
    for (number, line) in lines.enumerated() {
      let xml = try #require(try JSONValue(parsing: Array(line))["xml"]?.string)
      var generator = SeededGenerator(seed: UInt64(number))
      let file = SourceFile(name: "\(name):\(number + 1)", xml)
      check(file, [Versions(libvirt: Version(9, 0), qemu: Version(7, 2))])
      check(generator.mutated(xml), [.newest], "\(name):\(number + 1), mutated")
    }
  }

  private func check(_ file: SourceFile, _ versions: [Versions], _ name: String? = nil) {
    for versions in versions {
      do throws(LawViolation) {
        try SafeFixLaw(versions).check(file)
      } catch {
        Issue.record("\(name ?? file.name), libvirt \(versions.libvirt): \(error)")
      }
    }
  }
}
