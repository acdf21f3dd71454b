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
      variables: ["VIRT_CHANNEL=\(Program.virtChannelPath)", "CHECK_DOMAINS=\(Self.checkDomains)"])
    #expect(run.status == status)
    #expect(run.text.isEmpty)
    #expect(run.errorText.hasPrefix("vm:") == (status == 1))
  }

  private static let checkDomains = "\(Fixtures.root)/integrations/host/check-domains"

  @Test(arguments: [
    ["VIRT_CHANNEL=/nowhere/virt-channel", "CHECK_DOMAINS=\(checkDomains)"], ["CHECK_DOMAINS=/nowhere/check-domains"],
  ]) func theLibvirtHookStopsNothingWithoutVirtChannel(variables: [String]) throws {
    let run = try Program.run(
      "\(Fixtures.root)/integrations/libvirt/qemu", ["vm", "prepare", "begin", "-"],
      input: Array(Samples.refused.utf8), variables: variables)
    #expect(run.status == 0)
  }

  /// Runs the check of a host whose domains come from files, with a sendmail that writes to `mail`.
  private func checkHost(_ xml: String, mailTo address: String = "") throws -> Program {
    folder.write(xml, to: "vm.xml")
    folder.write("#!/bin/sh\ncat > \"\(folder.path)/mail\"\n", to: "sendmail", mode: 0o755)
    return try Program.run(
      Self.checkDomains, ["host", "vm.xml"], in: folder.path,
      variables: [
        "VIRT_CHANNEL=\(Program.virtChannelPath)", "VIRT_CHANNEL_MAIL=\(address)", "SENDMAIL=\(folder.path)/sendmail",
      ])
  }

  @Test func theCheckOfAHostIsSilentWhenAllIsWell() throws {
    let run = try checkHost(Samples.fixed, mailTo: "root")
    #expect(run.status == 0)
    #expect(run.text.isEmpty)
    #expect(run.errorText.isEmpty)
    #expect(throws: (any Error).self) { try folder.text("mail") }
  }

  @Test func theCheckOfAHostPrintsWhatIsFoundAndMailsIt() throws {
    let run = try checkHost(Samples.refused, mailTo: "root")
    #expect(run.status == 1)
    #expect(run.text.contains("VC207 controller-ports-zero"))
    let mail = try folder.text("mail")
    #expect(mail.hasPrefix("To: root\nSubject: virt-channel: findings on "))
    #expect(mail.hasSuffix("\n\n\(run.text)"))
  }

  @Test func theCheckOfAHostAsksTheLibvirtThatVirshUses() throws {
    folder.write("#!/bin/sh\necho \"$@\"; exit 2\n", to: "virt-channel", mode: 0o755)
    let run = try Program.run(
      Self.checkDomains, ["host"], variables: ["VIRT_CHANNEL=\(folder.path)/virt-channel"])
    #expect(run.status == 2)
    #expect(run.text == "lint --no-config --severity warning --connect --all\n")
    #expect(try Program.run(Self.checkDomains, []).status == 2)
  }

  /// What the timer and cron start is where `make install` puts it.
  @Test func theTimerStartsWhatIsInstalled() throws {
    let install = String(decoding: try #require(Fixtures.bytes("packaging/install")), as: UTF8.self)
    for file in ["host/virt-channel-lint.service", "host/virt-channel.cron", "libvirt/qemu"] {
      let text = String(decoding: try #require(Fixtures.bytes("integrations/\(file)")), as: UTF8.self)
      #expect(text.contains("/usr/share/virt-channel/check-domains"))
      #expect(install.contains(file))
    }
    #expect(install.contains("share/virt-channel/check-domains"))
  }

  /// systemd accepts the units where the script is installed; it says so only where it is there itself.
  @Test func systemdAcceptsTheUnits() throws {
    guard try Program.run("sh", ["-c", "command -v systemd-analyze"]).status == 0 else { return }
    let run = try Program.run(
      "sh",
      [
        "-c",
        """
        set -e
        mkdir -p usr/share/virt-channel usr/lib/systemd/system etc/systemd/system
        cp "$0/check-domains" usr/share/virt-channel/
        cp "$0/virt-channel-lint.service" "$0/virt-channel-lint.timer" etc/systemd/system/
        for unit in sysinit basic timers time-sync time-set; do
          printf '[Unit]\\nDescription=%s\\n' "$unit" > "usr/lib/systemd/system/$unit.target"
        done
        systemd-analyze verify --man=no --root="$PWD" virt-channel-lint.service virt-channel-lint.timer
        """, "\(Fixtures.root)/integrations/host",
      ], in: folder.path)
    #expect(run.status == 0, "\(run.errorText)")
    #expect(run.errorText.isEmpty)
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
