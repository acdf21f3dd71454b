import TestKit
import Testing

/// What `fix` does without `--unsafe`, and what it says of the rest.
@Suite struct SafeFixCommandTests {
  private let folder = TemporaryFolder()

  /// Finds nothing but advice: no agent channel, no clipboard.
  private static let adviceOnly = Samples.domain("<graphics type='spice' autoport='yes'/>")

  /// An old-form target and a channel that libvirt cannot use for the agent.
  private static let mixed = Samples.domain(
    Samples.channel("a.0", " port='2'") + "\n" + Samples.channel("org.qemu.guest_agent.0"))

  @Test(arguments: [["fix", "--write"], ["fix", "--write", "--unsafe"]])
  func changesNoFileForANoteAlone(command: [String]) throws {
    folder.write(Self.adviceOnly, to: "vm.xml")
    let run = try Program.run(Program.virtChannelPath, command + ["vm.xml"], in: folder.path)
    #expect(run.status == 0)
    #expect(try folder.text("vm.xml") == Self.adviceOnly)
    #expect(run.errorText == "no fixes available; 2 for notes, with --fail-on note\n")
  }

  @Test(arguments: [["--fail-on", "note"], ["--select", "VC501"]])
  func fixesNotesThatAreAskedFor(options: [String]) throws {
    folder.write(Self.adviceOnly, to: "vm.xml")
    let run = try Program.run(
      Program.virtChannelPath, ["fix", "--write", "--unsafe"] + options + ["vm.xml"], in: folder.path)
    #expect(run.status == 0)
    #expect(try folder.text("vm.xml").contains("org.qemu.guest_agent.0"))
  }

  @Test func reportsWhatRemainsAfterWriting() throws {
    folder.write(Self.mixed, to: "vm.xml")
    let run = try Program.virtChannel("fix", "--write", "vm.xml", in: folder)
    #expect(run.status == 1)
    #expect(run.errorText == "fixed 1 in 1 file; 1 more with --unsafe\n")
    #expect(run.text.contains("[VC502 agent-not-unix]"))
    #expect(!run.text.contains("VC108"))
    #expect(try folder.text("vm.xml") == Self.mixed.replacing(" port='2'", with: ""))
  }

  @Test func reportsTheRestOfStandardInputBesideTheText() throws {
    let run = try Program.virtChannel("fix", "--write", "-", in: folder, input: Array(Self.mixed.utf8))
    #expect(run.text == Self.mixed.replacing(" port='2'", with: ""))
    #expect(run.errorText.contains("[VC502 agent-not-unix]"))
  }

  @Test func keepsTheMeaningOfAnOldPortWhenAsked() throws {
    folder.write(Samples.domain(Samples.channel("a.0", " port='2'")), to: "vm.xml")
    let run = try Program.virtChannel("fix", Samples.only, "--write", "--unsafe", "vm.xml", in: folder)
    #expect(run.status == 0)
    let text = try folder.text("vm.xml")
    #expect(!text.contains("name='a.0' port="))
    #expect(text.contains("<address type='virtio-serial' controller='0' bus='0' port='2'/>"))
  }

  @Test(arguments: ["VC403", "VC406", "VC407", "VC501", "VC502", "VC503"])
  func theseAreForThoseWhoAsk(code: String) throws {
    folder.write(
      Samples.domain(
        """
        <channel type='pty'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
        <channel type='qemu-vdagent'><target type='virtio' name='vdagent'/></channel>
        """), to: "one.xml")
    folder.write(
      Samples.domain("<channel type='unix'><target type='virtio' name='org.qemu.agent'/></channel>"), to: "two.xml")
    folder.write(Self.adviceOnly, to: "three.xml")
    let safe = try Program.virtChannel("fix", "--select", code, "one.xml", "two.xml", "three.xml", in: folder)
    #expect(safe.text.isEmpty)
    #expect(safe.errorText.contains("more with --unsafe"))
    let unsafe = try Program.virtChannel(
      "fix", "--unsafe", "--select", code, "one.xml", "two.xml", "three.xml", in: folder)
    #expect(!unsafe.text.isEmpty)
  }
}
