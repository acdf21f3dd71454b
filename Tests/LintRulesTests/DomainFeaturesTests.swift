import LintRules
import SourceText
import TestKit
import Testing

/// Rules are not checked in domains that lack what they need: nothing is found that would not be found otherwise.
@Suite struct DomainFeaturesTests {
  private func findings(in file: SourceFile, _ linter: consuming Linter, checksAll: Bool) -> [Diagnostic] {
    linter.checksAll = checksAll
    return linter.lint(file).diagnostics
  }

  @Test(arguments: Sample.bad + Sample.good) func changeNoFindings(_ sample: Sample) {
    for part in sample.example.parts {
      let file = SourceFile(name: "example.xml", part.file)
      let found = [false, true].map { checksAll in
        findings(in: file, Linter(versions: sample.example.versions, rules: Rule.all), checksAll: checksAll)
      }
      #expect(found[0] == found[1])
    }
  }

  @Test(arguments: Fixtures.files(below: "fixtures", ending: ".xml"))
  func changeNoFindingsInFixtures(_ path: String) throws {
    let file = try #require(Fixtures.file(path))
    let found = [false, true].map { findings(in: file, Linter(rules: Rule.all), checksAll: $0) }
    #expect(found[0] == found[1])
  }
}
