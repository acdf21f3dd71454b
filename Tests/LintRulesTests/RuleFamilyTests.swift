import LintRules
import SourceText
import TestKit
import Testing

/// A rule is found by its code: the first digit is a directory below `Sources/LintRules/Rules`.
@Suite struct RuleFamilyTests {
  private static let rules = "Sources/LintRules/Rules"
  private static let directories = [
    "Document", "Structure", "Placement", "Source", "Spice", "Agent", "Console", "CommandLine", "CrossFile",
  ]

  @Test(arguments: directories.indices) func aDirectoryHoldsTheRulesOfItsFamily(_ digit: Int) throws {
    let directory = "\(Self.rules)/\(Self.directories[digit])"
    let declared = try Fixtures.names(in: directory).flatMap { name in
      try text("\(directory)/\(name)").matches(of: #/"(VC[0-9]{3})", "/#).map { String($0.1) }
    }
    #expect(declared.sorted() == Rule.all.map(\.id.code).filter { $0.hasPrefix("VC\(digit)") })
  }

  @Test func everyFamilyHasItsDirectory() {
    #expect(Fixtures.names(in: Self.rules).filter { !$0.hasSuffix(".swift") } == Self.directories.sorted())
  }
}

private func text(_ path: String) throws -> String {
  String(decoding: try #require(Fixtures.bytes(path)), as: UTF8.self)
}
