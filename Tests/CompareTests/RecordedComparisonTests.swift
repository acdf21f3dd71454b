import Compare
import JSONText
import TestKit
import Testing
import VirtChannel

/// `compare` against `argv` and `resolve` for recorded domains: it sees a change exactly where these print something else.
@Suite struct RecordedComparisonTests {
  /// A file of recordings, and the pair to compare its own pair with.
  @Test(arguments: [
    ("cases", Versions(libvirt: Version(12, 8), qemu: Version(11, 1, 3))),
    ("cases-libvirt7", Versions(libvirt: Version(9, 0), qemu: Version(7, 2))),
    ("cases-libvirt12", Versions(libvirt: Version(9, 0), qemu: Version(7, 2))),
  ])
  func agreesWithArgvAndResolve(file: String, other: Versions) throws {
    let lines = Fixtures.bytes("../shared/oracle/\(file).jsonl")?.split(separator: UInt8(ascii: "\n")) ?? []
    for (number, line) in lines.enumerated() where number % 10 == 0 {
      let recorded = try RecordedDomain(line, name: "\(file):\(number + 1)")
      try check(recorded, recorded.versions, other)
    }
  }

  private func check(_ recorded: RecordedDomain, _ from: Versions, _ to: Versions) throws {
    let (before, after) = (Outcome(recorded.file, from), Outcome(recorded.file, to))
    let name = recorded.file.name
    if let arguments = recorded.arguments { #expect(before.arguments == arguments, "\(name)") }
    let differences = DomainComparison(from: from, to: to).differences { versions in
      var linter = Linter(versions: versions)
      return linter.lint(recorded.file)
    }
    let kinds = Set(differences.map(\.kind))
    #expect(differences.allSatisfy { !$0.causes.isEmpty }, "\(name)")
    if before.isRefused != after.isRefused { #expect(kinds.contains(.refusal), "\(name)") }
    guard !before.isRefused, !after.isRefused else { return }
    let changesArguments = !kinds.isDisjoint(with: [.option, .host, .syntax])
    #expect((before.arguments != after.arguments) == changesArguments, "\(name)")
    if before.xml != after.xml { #expect(!differences.isEmpty, "\(name)") }
    if !kinds.isDisjoint(with: [.address, .device]) { #expect(before.xml != after.xml, "\(name)") }
  }
}

/// What `argv` and `resolve` print of a domain.
private struct Outcome {
  let isRefused: Bool
  var arguments: [String]?
  var xml: [UInt8]?

  init(_ file: SourceFile, _ versions: Versions) {
    var linter = Linter(versions: versions)
    let result = linter.lint(file)
    isRefused = result.resolved == nil || !result.refusals.isEmpty
    guard let domain = result.resolved, !isRefused else { return }
    arguments = domain.arguments()
    xml = domain.edits.applied(to: file)
  }
}

/// A domain and what libvirt made of it.
private struct RecordedDomain {
  let file: SourceFile
  let versions: Versions
  /// The options that libvirt printed; nil when it refused the domain.
  let arguments: [String]?

  init(_ line: some Collection<UInt8>, name: String) throws {
    let recording = try JSONValue(parsing: Array(line))
    file = SourceFile(name: name, try #require(recording["xml"]?.string))
    versions = Versions(
      libvirt: Version(recording["libvirt"]?.string ?? "9.0.0"),
      qemu: Version(recording["qemu_version"]?.string ?? "7.2.0"))
    arguments = recording["args"]?.array?.compactMap(\.string)
  }
}
