import JSONText
import TestKit
import Testing

@Suite struct GenerateIntoTests {
  let folder = TemporaryFolder()
  let domain = """
    <domain type='kvm'>
      <name>vm</name>
      <memory unit='MiB'>64</memory>
      <os>
        <type arch='x86_64' machine='pc'>hvm</type>
      </os>
      <devices>
        <channel type='pty'>
          <target type='virtio' name='a'/>
        </channel>
      </devices>
    </domain>

    """

  @Test func showsTheDifference() throws {
    let path = folder.write(domain, to: "vm.xml")
    let program = try Program.virtChannel("generate", "--preset", "console", "--remove", "a", "--into", path)
    #expect(program.status == 0)
    #expect(program.text.hasPrefix("--- \(path)\n+++ \(path)\n@@ "))
    #expect(program.text.contains("\n-      <target type='virtio' name='a'/>\n"))
    #expect(program.text.contains("\n+    <console type='pty'>\n"))
    #expect(try folder.text("vm.xml") == domain)
  }

  @Test func writesOnceAndThenHasNothingToDo() throws {
    let path = folder.write(domain, to: "vm.xml")
    for message in ["virt-channel: \(path): changed\n", ""] {
      let program = try Program.virtChannel("generate", "--preset", "guest-agent", "--into", path, "--write")
      #expect(program.status == 0)
      #expect(program.text.isEmpty)
      #expect(program.errorText == message)
    }
    #expect(try folder.text("vm.xml").split(separator: "org.qemu.guest_agent.0").count == 2)
    let again = try Program.virtChannel("generate", "--preset", "guest-agent", "--into", path)
    #expect(again.status == 0 && again.text.isEmpty)
  }

  /// Notes are for `lint`: whoever asks for a device wants to know only what will not work.
  @Test func saysNothingOfWhatIsOnlyANote() throws {
    let path = folder.write(domain, to: "vm.xml")
    let program = try Program.virtChannel("generate", "channel", "--type", "qemu-vdagent", "--into", path, "--write")
    #expect(program.status == 0)
    #expect(program.errorText == "virt-channel: \(path): changed\n")
    #expect(try Program.virtChannel("lint", path).text.contains("note: clipboard sharing is off by default"))
  }

  @Test func programsAtTheSameTimeLoseNothing() throws {
    folder.write(domain, to: "vm.xml")
    let script = """
      for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
        ("$0" generate channel --name org.example.$i --into vm.xml --write || touch failed) &
      done
      wait
      """
    let run = try Program.run("sh", ["-c", script, Program.virtChannelPath], in: folder.path)
    #expect(run.errorText == String(repeating: "virt-channel: vm.xml: changed\n", count: 12))
    #expect(folder.names == ["vm.xml"])
    let text = try folder.text("vm.xml")
    for number in 1...12 { #expect(text.split(separator: "'org.example.\(number)'").count == 2) }
  }

  @Test func programsAreToldWhatChanges() throws {
    let path = folder.write(domain, to: "vm.xml")
    let arguments = ["generate", "--preset", "guest-agent", "--into", path]
    let check = try Program.run(Program.virtChannelPath, arguments + ["--check", "--format", "json"])
    #expect(check.status == 1)
    let device: JSONValue = ["device": "channel", "name": "org.qemu.guest_agent.0", "controller": 0, "port": 2]
    let answer = try JSONValue(parsing: check.output)
    #expect(answer["changed"] == true && answer["written"] == false && answer["devices"] == [device])
    #expect(try folder.text("vm.xml") == domain)
    let write = try Program.run(Program.virtChannelPath, arguments + ["--write", "--format", "json"])
    #expect(write.status == 0)
    #expect(try JSONValue(parsing: write.output)["written"] == true)
    let again = try Program.run(Program.virtChannelPath, arguments + ["--check"])
    #expect(again.status == 0 && again.text.isEmpty)
  }

  @Test func channelsThatMoveAreSaid() throws {
    let other = "<channel type='pty'><target type='virtio' name='b'/></channel></devices>"
    let path = folder.write(domain.replacing("</devices>", with: other), to: "vm.xml")
    let program = try Program.virtChannel("generate", "--remove", "a", "--into", path, "--write")
    #expect(
      program.errorText.contains(
        "channel 'b' moves from controller 0, port 2 to controller 0, port 1, because it has no port number"))
  }

  @Test func aChannelThatDiffersIsSaid() throws {
    let path = folder.write(domain, to: "vm.xml")
    let program = try Program.virtChannel("generate", "channel", "--name", "a", "--into", path)
    #expect(program.status == 2)
    #expect(program.errorText.contains("on line 8: it has <channel type='pty'> instead of <channel type='unix'>"))
  }

  @Test func aFileOfLibvirtIsWrittenByForceOnly() throws {
    let head =
      "<!--\nWARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE\nOVERWRITTEN AND LOST.\n-->\n"
    let path = folder.write(head + domain, to: "vm.xml")
    for arguments in [["generate", "--preset", "guest-agent", "--into", path, "--write"], ["fix", "--write", path]] {
      let bad = domain.replacing("name='a'", with: "port='2' name='a'")
      folder.write(head + bad, to: "vm.xml")
      let program = try Program.run(Program.virtChannelPath, arguments)
      #expect(program.status == 2)
      #expect(program.errorText.contains("\(path): is generated by libvirt, which overwrites it"))
      #expect(try folder.text("vm.xml") == head + bad)
      _ = try Program.run(Program.virtChannelPath, arguments + ["--force"])
      #expect(try folder.text("vm.xml") != head + bad)
    }
  }

  @Test func attachingWhatIsThereIsNothingToDo() throws {
    let path = folder.write(domain, to: "vm.xml")
    let program = try Program.virtChannel("generate", "channel", "--name", "a", "--type", "pty", "--attach", path)
    #expect(program.status == 0 && program.text.isEmpty)
    #expect(program.errorText.contains("the domain already has this device; nothing to attach"))
  }

  @Test func attachingInsteadOfAChannelSaysHowThatIsDetached() throws {
    let running = domain.replacing("<domain type", with: "<domain id='3' type")
      .replacing(
        "<channel type='pty'>", with: "<channel type='pty'><alias name='channel0'/><source path='/dev/pts/4'/>"
      )
      .replacing(
        "<channel",
        with: "<controller type='virtio-serial' index='0'><alias name='virtio-serial0'/></controller><channel"
      )
      .replacing("name='a'/>", with: "name='a'/><address type='virtio-serial' controller='0' bus='0' port='1'/>")
    let path = folder.write(running, to: "vm.xml")
    let there = try Program.virtChannel("generate", "channel", "--name", "a", "--type", "pty", "--attach", path)
    #expect(there.status == 0 && there.text.isEmpty)
    let differs = try Program.virtChannel("generate", "channel", "--name", "a", "--attach", path)
    #expect(differs.status == 2)
    #expect(differs.errorText.contains("it has <channel type='pty'>"))
    let replaced = try Program.virtChannel("generate", "channel", "--name", "a", "--attach", path, "--replace")
    #expect(replaced.status == 0)
    #expect(replaced.text.contains("<address type='virtio-serial' controller='0' bus='0' port='1'/>"))
    #expect(
      replaced.errorText.contains("detach the channel 'a' first: virsh detach-device-alias vm channel0 --live"))
  }

  /// With fewer ports the channel that states none moves to the next controller.
  @Test func channelsThatASmallerControllerMovesAreSaid() throws {
    let devices = """
      <controller type='virtio-serial' index='0' ports='8'/>
      <channel type='pty'><target type='virtio' name='b'/></channel></devices>
      """
    let path = folder.write(domain.replacing("</devices>", with: devices), to: "vm.xml")
    let program = try Program.virtChannel(
      "generate", "controller", "--index", "0", "--ports", "2", "--replace", "--into", path, "--write")
    #expect(
      program.errorText.contains(
        "channel 'b' moves from controller 0, port 2 to controller 1, port 1, because it has no port number"))
  }

  /// QEMU gives the console of controller 0 the ports 0 and 1.
  @Test func attachingLeavesThePortsOfConsoles() throws {
    let devices = """
      <controller type='virtio-serial' index='0'/>
      <console type='pty'><target type='virtio'/></console>
      <console type='pty'><target type='virtio'/></console></devices>
      """
    let text = domain.replacing(#/ *<channel(.|\n)*<.channel>\n/#, with: "").replacing("</devices>", with: devices)
    let path = folder.write(text, to: "vm.xml")
    let program = try Program.virtChannel("generate", "channel", "--name", "a", "--attach", path)
    #expect(program.text.contains("controller='0' bus='0' port='2'"), "\(program.text)\(program.errorText)")
  }

  @Test(arguments: [
    (["controller", "--index", "2147483647"], "index 2147483647 is too large"),
    (["channel", "--name", "a", "--controller", "2147483647"], "index 2147483647 is too large"),
    (["console", "--target", "serial", "--controller", "3"], "has a port of a virtio-serial controller"),
  ])
  func whatLibvirtHasNotIsRefused(arguments: [String], words: String) throws {
    let program = try Program.run(Program.virtChannelPath, ["generate"] + arguments)
    #expect(program.status == 2)
    #expect(program.errorText.contains(words), "\(program.errorText)")
  }

  @Test func standardInputBecomesStandardOutput() throws {
    let program = try Program.virtChannel("generate", "--remove", "a", "--into", "-", input: domain)
    #expect(program.status == 0)
    #expect(program.text == domain.replacing(#/ +<channel(.|\n)*<.channel>\n/#, with: ""))
  }

  @Test func refusesWhatWouldNotStartWithTheFinding() throws {
    let path = folder.write(domain, to: "vm.xml")
    let program = try Program.virtChannel(
      "generate", "channel", "--name", "b", "--port", "31", "--into", path, "--write")
    #expect(program.status == 1)
    #expect(program.errorText.contains("error: "))
    #expect(program.errorText.contains("[VC203 port-out-of-range]"))
    #expect(program.errorText.hasSuffix("virt-channel: the domain would not start; no changes were written\n"))
    #expect(try folder.text("vm.xml") == domain)
  }

  @Test func attachingSaysWhenThereIsNoPort() throws {
    let text = domain.replacing(#/ *<channel(.|\n)*<.channel>\n/#, with: "")
    let path = folder.write(text, to: "vm.xml")
    let program = try Program.virtChannel("generate", "channel", "--name", "b", "--attach", path)
    #expect(program.status == 2)
    #expect(program.errorText.hasPrefix("virt-channel: \(path): the domain has no virtio-serial controller"))
    let more = try Program.virtChannel("generate", "controller", "--into", path, "--write")
    #expect(more.status == 0)
    let attached = try Program.virtChannel("generate", "channel", "--name", "b", "--attach", path)
    #expect(attached.status == 0)
    #expect(attached.text.hasSuffix("<address type='virtio-serial' controller='0' bus='0' port='1'/>\n</channel>\n"))
  }

  @Test(arguments: [
    (["--preset", "console", "--write"], "--write requires --into"),
    (["--remove", "a"], "--remove requires --into"),
    (["--preset", "console", "--into", "a", "--attach", "b"], "--into and --attach are mutually exclusive"),
    (["--preset", "console", "--into", "-", "--write"], "--write cannot be used with --into -"),
    (["--preset", "console", "--preset", "guest-agent", "--attach", "-"], "accepts one device at a time"),
    (["chanel"], "Did you mean 'generate channel'?"),
  ])
  func wrongUsageIsExplained(_ arguments: [String], _ words: String) throws {
    let program = try Program.run(Program.virtChannelPath, ["generate"] + arguments)
    #expect(program.status == 2)
    #expect(program.errorText.contains(words), "\(program.errorText)")
  }
}
