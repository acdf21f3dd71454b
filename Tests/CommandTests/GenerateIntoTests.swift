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
    for _ in 1...2 {
      let program = try Program.virtChannel("generate", "--preset", "guest-agent", "--into", path, "--write")
      #expect(program.status == 0)
      #expect(program.text.isEmpty && program.errors.isEmpty)
    }
    #expect(try folder.text("vm.xml").split(separator: "org.qemu.guest_agent.0").count == 2)
    let again = try Program.virtChannel("generate", "--preset", "guest-agent", "--into", path)
    #expect(again.status == 0 && again.text.isEmpty)
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
    #expect(run.errorText == "")
    #expect(folder.names == ["vm.xml"])
    let text = try folder.text("vm.xml")
    for number in 1...12 { #expect(text.split(separator: "'org.example.\(number)'").count == 2) }
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
    #expect(program.errorText.hasSuffix("virt-channel: the domain would not start; nothing was changed\n"))
    #expect(try folder.text("vm.xml") == domain)
  }

  @Test func attachingSaysWhenThereIsNoPort() throws {
    let path = folder.write(domain, to: "vm.xml")
    let program = try Program.virtChannel("generate", "channel", "--name", "b", "--attach", path)
    #expect(program.status == 2)
    #expect(program.errorText.hasPrefix("virt-channel: \(path): the domain has no virtio-serial controller"))
    let more = try Program.virtChannel("generate", "controller", "--into", path, "--write")
    #expect(more.status == 0)
    let attached = try Program.virtChannel("generate", "channel", "--name", "b", "--attach", path)
    #expect(attached.status == 0)
    #expect(attached.text.hasSuffix("<address type='virtio-serial' controller='0' bus='0' port='2'/>\n</channel>\n"))
  }

  @Test(arguments: [
    (["--preset", "console", "--write"], "--write goes with --into"),
    (["--remove", "a"], "--remove goes with --into"),
    (["--preset", "console", "--into", "a", "--attach", "b"], "--into and --attach exclude each other"),
    (["--preset", "console", "--into", "-", "--write"], "--write cannot change standard input"),
    (["--preset", "console", "--preset", "guest-agent", "--attach", "-"], "takes one device at a time"),
    (["chanel"], "Did you mean 'generate channel'?"),
  ])
  func wrongUsageIsExplained(_ arguments: [String], _ words: String) throws {
    let program = try Program.run(Program.virtChannelPath, ["generate"] + arguments)
    #expect(program.status == 2)
    #expect(program.errorText.contains(words), "\(program.errorText)")
  }
}
