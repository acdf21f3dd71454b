import TestKit
import Testing

/// Domains read through virsh, and what happens when that does not go well.
@Suite struct LiveReadingTests {
  private static let clean = "<domain type='kvm'><name>x</name><devices/></domain>"
  private static let bad = """
    <domain type='kvm'><name>x</name><devices>
    <controller type='virtio-serial' index='0' ports='0'/></devices></domain>
    """

  private func host(_ xml: String = clean) -> FakeVirsh {
    let host = FakeVirsh.host(dumpxml: "cat domain.xml")
    host.folder.write(xml, to: "domain.xml")
    return host
  }

  @Test func reportsTheLinesOfTheDomain() throws {
    let run = try host(Self.bad).run("lint", "--severity", "error", "-c", "web")
    #expect(run.status == 1)
    #expect(run.text.hasPrefix("web:2:"))
  }

  @Test(arguments: [
    (["web"], 1), (["7"], 1), (["6695EB01-F6A4-8304-79AA-97F2502E1932"], 1), (["*"], 2), (["[vw]eb", "web"], 1),
    (["--all"], 2), (["--running"], 1), (["--running", "*"], 1),
  ]) func selectsDomains(arguments: [String], count: Int) throws {
    let run = try host(Self.bad).run(["lint", "--severity", "error", "--format", "gcc", "-c"] + arguments)
    #expect(run.text.split(separator: "\n").count == count)
  }

  @Test func countsDomains() throws {
    let virsh = FakeVirsh.host(dumpxml: #"echo "<domain type='kvm'><name>x</name></domain>""#)
    #expect(try virsh.run("lint", "-c", "--all").errorText == "no findings in 2 domains\n")
    let faulty = FakeVirsh.host(
      dumpxml:
        #"echo "<domain type='kvm'><name>x</name><devices><controller type='virtio-serial' ports='0'/></devices></domain>""#
    )
    #expect(try faulty.run("lint", "-c", "--all").errorText.contains(" in 2 domains"))
  }

  @Test func takesTheURIBesideTheOption() throws {
    #expect(try host().run("lint", "-c", "qemu:///system", "web").status == 0)
    #expect(try host().run("lint", "--connect=qemu:///system", "web").status == 0)
    #expect(try host().run("lint", "--connect", "web").status == 0)
    #expect(try host().run("lint", "web", "-c").status == 0)
  }

  @Test func targetsTheVersionsOfTheHost() throws {
    let xml = """
      <domain type='kvm'><name>x</name><os><type arch='x86_64' machine='pc'>hvm</type></os><devices>
      <channel type='unix'><target type='virtio' name='a'/></channel></devices></domain>
      """
    #expect(try host(xml).run("argv", "-c", "web").text.contains("/var/lib/libvirt/qemu/channel/target/"))
    let newer = try host(xml).run("argv", "-c", "web", "--libvirt", "11.0.0")
    #expect(newer.text.contains("/run/libvirt/qemu/channel/"))
  }

  @Test func looksAtTheRunningDomainWhenAsked() throws {
    let fake = FakeVirsh.host(dumpxml: "case \"$*\" in *--inactive) cat clean.xml;; *) cat bad.xml;; esac")
    fake.folder.write(Self.clean, to: "clean.xml")
    fake.folder.write(Self.bad, to: "bad.xml")
    #expect(try fake.run("lint", "-c", "web").status == 0)
    #expect(try fake.run("lint", "-c", "--live", "web").status == 1)
  }

  @Test(arguments: [["lint"], ["argv"], ["resolve"], ["map"], ["fix"]]) func saysWhatIsNotRunning(command: [String])
    throws
  {
    let note = "virt-channel: note: domain 'off' is shut off, so --live shows its configuration\n"
    for names in [["off"], ["--all"]] {
      let run = try host().run(command + ["-c", "--live"] + names)
      #expect(run.status == 0)
      #expect(run.errorText.contains(note))
      #expect(try !host().run(command + ["-c"] + names).errorText.contains("note:"))
    }
    #expect(try !host().run(command + ["-c", "--live", "web"]).errorText.contains("note:"))
  }

  @Test func expectsWhatLibvirtNotesOfARunningDomain() throws {
    let xml = """
      <domain type='kvm' id='7'><name>web</name><os><type arch='x86_64' machine='pc'>hvm</type></os><devices>
      <controller type='virtio-serial' index='0'><alias name='virtio-serial0'/></controller>
      <channel type='unix'>
      <source mode='bind' path='/var/lib/libvirt/qemu/channel/target/domain-7-web/org.qemu.guest_agent.0'/>
      <target type='virtio' name='org.qemu.guest_agent.0' state='connected'/><alias name='channel0'/></channel>
      <channel type='pty'><source path='/dev/pts/3'/><target type='virtio' name='a'/><alias name='channel1'/></channel>
      </devices></domain>
      """
    #expect(try host(xml).run("lint", "-c", "--live", "web").text.isEmpty)
    #expect(try host(xml).run("lint", "-c", "web").text.contains("VC112 runtime-state"))
  }

  @Test func namesADomainThatIsNotThere() throws {
    let run = try host().run("lint", "-c", "wab")
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: no domain 'wab' on qemu:///system; did you mean 'web'?\n")
  }

  @Test func reportsADomainThatVanishedAndChecksTheOthers() throws {
    let fake = FakeVirsh.host(
      dumpxml: "case \"$2\" in *1) echo \"error: failed to get domain '$2'\" >&2;; *) cat domain.xml;; esac")
    fake.folder.write(Self.bad, to: "domain.xml")
    let run = try fake.run("lint", "-c", "--all", "--severity", "error")
    #expect(run.status == 2)
    #expect(run.text.hasPrefix("off:2:"))
    #expect(run.errorText.contains("virt-channel: web: cannot be read: failed to get domain '6695eb01"))
  }

  @Test func reportsAMissingVirsh() throws {
    let folder = TemporaryFolder()
    let run = try Program.run("/usr/bin/env", ["PATH=\(folder.path)", Program.virtChannelPath, "lint", "-c", "--all"])
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: virsh is not installed;"))
  }

  @Test(arguments: [
    ("Failed to connect socket to '/run/x': No such file or directory", "start libvirtd or virtqemud on the host"),
    ("authentication unavailable: no polkit agent available", "join the libvirt group, or retry as root"),
    ("no connection driver available for foo:///x", "use a URI that this libvirt supports"),
  ]) func explainsWhyThereIsNoConnection(cause: String, advice: String) throws {
    let fake = FakeVirsh("echo 'error: failed to connect to the hypervisor' >&2; echo \"error: \(cause)\" >&2")
    let run = try fake.run("lint", "-c", "foo:///x", "--all")
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: cannot connect to 'foo:///x': \(cause); \(advice)"))
    #expect(run.errorText.split(separator: "\n").count == 1)
  }

  @Test func stopsAVirshThatHangs() throws {
    let run = try FakeVirsh("exec sleep 1000").run("lint", "-c", "--all", "--virsh-timeout", "0.3")
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: virsh did not finish within 0.3 s;"))
  }

  @Test(arguments: [
    "echo garbage", "exit 0", "printf '\\377\\000<'", "echo '<domain>'; kill -9 $$", "head -c 3000000 /dev/zero",
  ]) func survivesAnswersThatMakeNoSense(answer: String) throws {
    #expect(try FakeVirsh(answer).run("lint", "-c", "--all").status <= 2)
    #expect(try FakeVirsh.host(dumpxml: answer).run("lint", "-c", "--all").status <= 2)
  }

  @Test func stopsAVirshThatPrintsWithoutEnd() throws {
    let run = try FakeVirsh("exec yes").run("lint", "-c", "--all")
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: virsh printed more than 256 MB\n")
  }

  @Test func namesOneOfVeryManyErrors() throws {
    let run = try FakeVirsh("yes 'error: broken' | head -c 7000000 >&2; exit 1").run("lint", "-c", "--all")
    #expect(run.status == 2)
    #expect(run.errorText == "virt-channel: cannot connect to the default libvirt: broken\n")
  }

  @Test(arguments: ["--all", "--running", "--live"]) func needsTheOptionForItsCompanions(option: String) throws {
    let run = try host().run("lint", option, "vm.xml")
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: \(option) requires --connect\n"))
  }

  @Test func leavesTheWordsOfAProgramInTheGuestAlone() throws {
    let run = try host().run("agent", "exec", "/nonexistent/socket", "sh", "-c", "ls")
    #expect(run.status == 101)
  }
}
