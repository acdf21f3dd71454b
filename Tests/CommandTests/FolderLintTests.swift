import Files
import JSONText
import TestKit
import Testing

/// What `lint` does with many files: notes are counted, files are left out, known findings accepted, and each file has the configuration
/// nearest to it.
@Suite struct FolderLintTests {
  private let folder = TemporaryFolder()

  /// Only a note: there is no channel for the guest agent.
  private static let noted = Samples.domain("<console type='pty'/>")
  /// A warning too.
  private static let warned = Samples.domain(Samples.channel("org.qemu.guest_agent.0"))

  private func lint(_ arguments: String...) throws -> Program {
    try Program.run(Program.virtChannelPath, ["lint"] + arguments, in: folder.path)
  }

  @Test func countsNotesByRule() throws {
    folder.write(Self.noted, to: "a.xml")
    folder.write(Self.noted, to: "b.xml")
    let run = try lint(".")
    #expect(run.text == "VC501 no-guest-agent-channel: 2 files, first ./a.xml:5; --severity note lists them\n")
    #expect(run.errorText == "2 notes in 2 files; 2 can be fixed\n")
    #expect(try lint("--severity", "note", ".").text.contains("./b.xml:5:4: note: "))
    #expect(try lint("--fail-on", "note", ".").text.contains("./b.xml:5:4: note: "))
    #expect(try lint("--format", "gcc", ".").text.split(separator: "\n").count == 2)
    #expect(try lint("a.xml").text.contains("a.xml:5:4: note: "))
  }

  @Test func printsTheStatisticsAlone() throws {
    folder.write(Self.noted, to: "a.xml")
    let run = try lint("--statistics", "a.xml")
    #expect(run.text == "1  note     VC501  no-guest-agent-channel (1 fixable)\n")
    let both = try lint("--statistics", "--format", "gcc", "a.xml")
    #expect(both.text.hasPrefix("a.xml:5:4: note: "))
    #expect(both.errorText.hasPrefix("1  note "))
  }

  /// The text of so many findings is created while it is written; the other files have theirs at once.
  @Test func joinsFilesWithManyFindings() throws {
    let count = 10_001
    let channels = (0..<count).map { Samples.channel("c\($0)", " port='2'") }
    folder.write(Samples.fixable, to: "a.xml")
    folder.write(Samples.domain(channels.joined(separator: "\n")), to: "b.xml")
    folder.write(Samples.fixable, to: "c.xml")
    let run = try lint(Samples.only, "--format", "json", "a.xml", "b.xml", "c.xml")
    let findings = try JSONValue(parsing: run.output)["findings"]?.array?.compactMap { $0["file"]?.string }
    #expect(findings == ["a.xml"] + Array(repeating: "b.xml", count: count) + ["c.xml"])
    let text = try lint(Samples.only, "a.xml", "b.xml", "c.xml").text
    #expect(text.contains("\nb.xml: 9901 more findings [VC108 legacy-virtio-target-attrs]\nc.xml:6:"))
  }

  @Test func isQuietOnRequest() throws {
    folder.write(Self.warned, to: "a.xml")
    let run = try lint("-q", "a.xml")
    #expect(run.status == 1)
    #expect(run.text.contains("VC502"))
    #expect(run.errorText.isEmpty)
  }

  @Test func writesFindingsToAFile() throws {
    folder.write(Self.warned, to: "a.xml")
    let run = try lint("--output", "found.txt", "--format", "gcc", "a.xml")
    #expect(run.status == 1)
    #expect(run.text.isEmpty)
    #expect(try folder.text("found.txt").hasPrefix("a.xml:"))
  }

  @Test func leavesFilesOut() throws {
    folder.folder("old")
    folder.write(Self.warned, to: "a.xml")
    folder.write(Self.warned, to: "old/b.xml")
    #expect(
      try lint("--exclude", "old", "--format", "gcc", ".").text.split(separator: "\n").map { $0.prefix(8) } == [
        "./a.xml:"
      ])
    #expect(try lint("--exclude", "*.xml", ".").status == 0)
  }

  @Test func acceptsWhatTheBaselineKnows() throws {
    folder.write(Self.warned, to: "a.xml")
    let written = try lint("--baseline", "known.json", "--write-baseline", "a.xml")
    #expect(written.status == 0)
    #expect(written.errorText == "accepted 1 finding in \(folder.path)/known.json\n")
    let known = try lint("--baseline", "known.json", "a.xml")
    #expect(known.status == 0)
    #expect(known.text.isEmpty)
    #expect(known.errorText == "no findings in 1 file, 1 known\n")
    folder.write("\n" + Self.warned, to: "a.xml")
    #expect(try lint("--baseline", "known.json", "a.xml").status == 0)
    folder.write(
      Samples.domain(Samples.channel("org.qemu.guest_agent.0") + Samples.channel("a", " port='2'")), to: "a.xml")
    let new = try lint("--baseline", "known.json", "--format", "gcc", "a.xml")
    #expect(new.status == 1)
    #expect(new.text.contains("VC108") && !new.text.contains("VC502"))
    folder.write("{}", to: "known.json")
    #expect(
      try lint("--baseline", "known.json", "a.xml").errorText.contains("known.json: is not a baseline of version 1"))
    #expect(try lint("--write-baseline", "a.xml").status == 2)
  }

  @Test func eachFileHasTheNearestConfiguration() throws {
    for name in ["lab", "lab/deep", "shop"] { folder.folder(name) }
    for name in ["lab/deep/a.xml", "shop/b.xml"] { folder.write(Self.warned, to: name) }
    folder.write(#"{"ignore": "VC502" /* on purpose */}"#, to: "lab/.virt-channel.json")
    #expect(try lint("--format", "gcc", ".").text.split(separator: "\n").map { $0.prefix(13) } == ["./shop/b.xml:"])
    #expect(try lint("lab/deep/a.xml").status == 0)
    #expect(try lint("--no-config", "lab/deep/a.xml").status == 1)
    folder.write(#"{"per-file-ignores": {"b*": ["VC5"]}, "exclude": ["c.xml"]}"#, to: "shop/.virt-channel.json")
    folder.write(Self.warned, to: "shop/c.xml")
    #expect(try lint("shop").status == 0)
    folder.write(#"{"fail-on": "never"}"#, to: "shop/.virt-channel.json")
    #expect(try lint("shop").status == 0)
  }

  @Test(arguments: [["lint"], ["fix"], ["map"], ["compare", "--from", "debian12"]])
  func directoriesBehindLinksAreSkipped(command: [String]) throws {
    folder.folder("lab")
    folder.write(Self.warned, to: "lab/a.xml")
    folder.link("lab/root", to: "/")
    let run = try Program.run(Program.virtChannelPath, command + ["lab"], in: folder.path)
    #expect(
      run.errorText.contains(
        "virt-channel: skipped symbolic links to directories: lab/root; give a directory by name to read it\n"))
    folder.link("named", to: "lab")
    #expect(try lint("-q", "--format", "gcc", "named").text.hasPrefix("named/a.xml:"))
    #expect(try lint("-q", "lab").errorText.isEmpty)
  }

  @Test(arguments: [["argv"], ["map"], ["resolve"], ["argv", "--format", "lines"]])
  func commandsOfOneDomainReadIt(command: [String]) throws {
    folder.folder("lab")
    folder.write(Self.warned, to: "lab/a.xml")
    folder.write(#"{"qemu": "99.0.0"}"#, to: "lab/.virt-channel.json")
    let run = try Program.run(Program.virtChannelPath, command + ["lab/a.xml"], in: folder.path)
    #expect(run.errorText.contains("QEMU 99.0.0 is outside the supported range"))
    folder.write(#"{"libvirt": "12.8.0", "qemu": "2.0"}"#, to: "lab/.virt-channel.json")
    let refused = try Program.run(Program.virtChannelPath, command + ["lab/a.xml"], in: folder.path)
    #expect(refused.status == 2)
    #expect(refused.errorText.contains("libvirt 12.8.0 requires QEMU 7.2.0 or later"))
  }

  @Test func namesBadValues() throws {
    let agent = try Program.virtChannel("agent", "ping", "--timeout", "-1", "/tmp/x")
    #expect(agent.status == 2)
    #expect(
      agent.errorText.hasPrefix(
        "virt-channel: The value '-1' is invalid for '--timeout <seconds>': expected a number of seconds, such as 5 or 0.25\n"
      ))
    let jobs = try lint("-j", "-1", "a.xml")
    #expect(
      jobs.errorText.hasPrefix(
        "virt-channel: The value '-1' is invalid for '-j, --jobs <n>': expected a whole number of at least 1\n"))
    let connect = try Program.virtChannel("connect")
    #expect(connect.status == 2)
    #expect(connect.errorText.hasSuffix("\n  See 'virt-channel connect --help' for more information.\n"))
    #expect(!connect.errorText.contains("<subcommand>"))
    folder.write(Self.noted, to: "a.xml")
    let run = try lint("--libvirt", "99.0.0", "a.xml")
    #expect(
      run.errorText.hasPrefix(
        "virt-channel: warning: libvirt 99.0.0 is outside the supported range, 6.0.0 to 12.8.0; 12.8.0 is used instead\n"
      ))
  }

  @Test func explainsFamilies() throws {
    let run = try Program.virtChannel("explain", "VC8")
    #expect(run.text.split(separator: "\n").allSatisfy { $0.hasPrefix("VC8") })
    #expect(run.text.split(separator: "\n").count == 4)
    #expect(try Program.virtChannel("explain", "VC604").text.contains("Opt-in: "))
    let rendered = try Program.virtChannel("explain", "--color", "always", "VC108")
    #expect(rendered.text.hasPrefix("\u{1B}[1mVC108 legacy-virtio-target-attrs\u{1B}[0m\n"))
    #expect(!rendered.text.contains("```"))
  }

  /// On the page of a host, a conflict names ten of the other domains.
  @Test func aConflictOfManyDomainsNamesTenOfThem() throws {
    let channel =
      "<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='org.example.a'/></channel>"
    for number in 10..<22 {
      folder.write(
        "<domain type='kvm'><name>vm\(number)</name><devices>\(channel)</devices></domain>", to: "\(number).xml")
    }
    let page = try Program.run(Program.virtChannelPath, ["map", "--format", "html", "."], in: folder.path).text
    #expect(page.contains("(./10.xml, ./12.xml, ./13.xml, ./14.xml, ./15.xml, "))
    #expect(page.contains("./20.xml and 1 more)"))
  }
}
