import TestKit
import Testing

/// `Tests/Mutants/mutants.toml` changes lines that exist: `make mutants` runs too seldom to notice that one was rewritten.
@Suite struct MutantListTests {
  struct Mutant: CustomTestStringConvertible, Sendable {
    let file: String
    let was: String
    let testDescription: String

    static let all: [Mutant] = {
      let list = String(decoding: Fixtures.bytes("Tests/Mutants/mutants.toml") ?? [], as: UTF8.self)
      return list.split(separator: "[[mutant]]").dropFirst().map { entry in
        Mutant(
          file: value("file", in: entry), was: value("was", in: entry), testDescription: value("what", in: entry))
      }
    }()

    private static func value(_ key: String, in entry: Substring) -> String {
      let line = entry.split(separator: "\n").first { $0.hasPrefix("\(key) = ") } ?? ""
      return String(line.dropFirst(key.count + 4).dropLast())
    }
  }

  @Test(arguments: Mutant.all) func `what a mutant changes is in its file`(mutant: Mutant) {
    #expect(!mutant.was.isEmpty)
    #expect(String(decoding: Fixtures.bytes(mutant.file) ?? [], as: UTF8.self).contains(mutant.was))
  }

  @Test func `there are at least forty mutants`() { #expect(Mutant.all.count >= 40) }
}
