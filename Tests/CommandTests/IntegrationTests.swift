import JSONText
import SourceText
import TestKit
import Testing

/// What stands under integrations/ and in .pre-commit-hooks.yaml does what docs/integrations.md shows.
@Suite struct IntegrationTests {
  private let folder = TemporaryFolder()

  @Test func theProblemMatcherReadsEveryFinding() throws {
    folder.write(Samples.fixable, to: "vm.xml")
    let run = try Program.virtChannel("lint", Samples.only, "vm.xml", in: folder)
    let patterns = try matchers().compactMap { $0["pattern"]?.array?.first?["regexp"]?.string }.map { try Regex($0) }
    let lines = run.text.split(separator: "\n").map(String.init)
    let matches = lines.compactMap { line in patterns.lazy.compactMap { try? $0.wholeMatch(in: line) }.first }
    #expect(matches.count == 1)
    #expect(matches.first?.output.dropFirst().prefix(4).map(\.substring) == ["vm.xml", "6", "47", "warning"])
    #expect(matches.first?.output.last?.substring == "VC108 legacy-virtio-target-attrs")
  }

  @Test func theProblemMatcherNamesItsGroups() throws {
    for matcher in try matchers() {
      let pattern = try #require(matcher["pattern"]?.array?.first?.object)
      let groups = pattern.compactMap { $0.value.integer }
      #expect(groups.sorted() == Array(1...groups.count))
    }
  }

  @Test(arguments: [
    ("prepare", Samples.refused, 1), ("prepare", Samples.fixable, 0), ("started", Samples.refused, 0),
  ])
  func theLibvirtHookRefusesWhatWouldNotStart(operation: String, xml: String, status: Int32) throws {
    let run = try Program.run(
      "\(Fixtures.root)/integrations/libvirt/qemu", ["vm", operation, "begin", "-"], input: Array(xml.utf8),
      variables: ["VIRT_CHANNEL=\(Program.virtChannelPath)"])
    #expect(run.status == status)
    #expect(run.text.isEmpty)
    #expect(run.errorText.hasPrefix("vm:") == (status == 1))
  }

  @Test func theLibvirtHookStopsNothingWithoutVirtChannel() throws {
    let run = try Program.run(
      "\(Fixtures.root)/integrations/libvirt/qemu", ["vm", "prepare", "begin", "-"],
      input: Array(Samples.refused.utf8),
      variables: ["VIRT_CHANNEL=/nowhere/virt-channel"])
    #expect(run.status == 0)
  }

  @Test func preCommitCallsCommandsThatExist() throws {
    let hooks = String(decoding: try #require(Fixtures.bytes(".pre-commit-hooks.yaml")), as: UTF8.self)
    let entries = hooks.matches(of: /entry: virt-channel (.+)/).map { String($0.output.1) }
    #expect(entries.count == 4)
    folder.write(Samples.fixed, to: "vm.xml")
    for entry in Set(entries) {
      let arguments = entry.split(separator: " ").map(String.init)
      let run = try Program.run(
        Program.virtChannelPath, arguments + [Samples.only, "vm.xml"], in: folder.path)
      #expect(run.status == 0)
    }
  }

  private func matchers() throws -> [JSONValue] {
    let file = try #require(Fixtures.bytes("integrations/github/problem-matcher.json"))
    return try #require(try JSONValue(parsing: file)["problemMatcher"]?.array)
  }
}
