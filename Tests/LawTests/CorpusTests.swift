import Laws
import TestKit
import Testing

@Suite struct CorpusTests {
  /// The inputs from which a law is searched, and those that once broke one.
  @Test(arguments: Law.all.map(\.name)) func aLawHoldsForItsCorpus(name: String) throws {
    let law = try #require(Law.named(name))
    let files = Fixtures.names(in: "fixtures/fuzz/\(law.corpus)")
    #expect(!files.isEmpty)
    for file in files {
      let input = try #require(Fixtures.bytes("fixtures/fuzz/\(law.corpus)/\(file)"))
      check(law, input, file)
    }
  }

  /// The files whose names begin with "cut" are read up to each of their bytes.
  @Test(arguments: Law.all.map(\.name)) func aLawHoldsForATextThatEndsAnywhere(name: String) throws {
    let law = try #require(Law.named(name))
    let file = try #require(Fixtures.names(in: "fixtures/fuzz/\(law.corpus)").first { $0.hasPrefix("cut") })
    let input = try #require(Fixtures.bytes("fixtures/fuzz/\(law.corpus)/\(file)"))
    for end in input.indices { check(law, Array(input[..<end]), "\(file) up to \(end)") }
  }

  private func check(_ law: Law, _ input: [UInt8], _ name: String) {
    do throws(LawViolation) { try law.check(input) } catch { Issue.record("\(law.name), \(name): \(error)") }
  }
}
