import LintRules
import Resolution
import SourceText
import TestKit
import Testing
import XMLTree

/// Files that are checked together have the same results as when they are checked alone.
@Suite struct BatchTests {
  private struct Result: Equatable {
    let diagnostics: [Diagnostic]
    let hasDomain: Bool
    let file: String

    init(_ result: LintResult) {
      diagnostics = result.diagnostics
      hasDomain = result.resolved != nil
      file = result.document.file.name
    }
  }

  private func expectTheSameTogether(_ files: [SourceFile], _ versions: Versions = .newest) {
    var linter = Linter(versions: versions, rules: Rule.all)
    let alone = files.map { Result(linter.lint($0)) }
    #expect(linter.lint(files).map(Result.init) == alone)
  }

  @Test func fixturesTogether() throws {
    let files = Fixtures.files(below: "fixtures", ending: ".xml").compactMap(Fixtures.file)
    try #require(files.count > 20)
    expectTheSameTogether(files)
  }

  @Test(arguments: [Versions.newest, Versions(libvirt: Version(7), qemu: Version(5, 2))])
  func examplesTogether(_ versions: Versions) {
    let parts = (Sample.bad + Sample.good).flatMap(\.example.parts)
    expectTheSameTogether(parts.enumerated().map { SourceFile(name: "vm\($0).xml", $1.file) }, versions)
  }

  /// A text that cannot be read, another driver's domain, a template and a comment between them do not change their neighbours.
  @Test func othersBetween() {
    func domain(on machine: String) -> String {
      """
      <domain type='kvm'>
        <os><type machine='\(machine)'>hvm</type></os>
        <devices><channel type='pt'/></devices>
      </domain>
      """
    }
    let texts = [
      domain(on: "q35"), "<domain", "", "<domain type='lxc'/>",
      "<!-- virt-channel: ignore-file VC101 -->\(domain(on: "pc"))", domain(on: "{{ machine }}"), domain(on: "q35"),
    ]
    expectTheSameTogether(texts.enumerated().map { SourceFile(name: "vm\($0).xml", $1) })
  }

  @Test func noFiles() {
    var linter = Linter()
    #expect(linter.lint([]).isEmpty)
  }
}
