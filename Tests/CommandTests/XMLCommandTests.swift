import TestKit
import Testing

@Suite struct XMLCommandTests {
  static let agent = """
    -device virtio-serial-pci,id=virtio-serial0,max_ports=2,bus=pci.0,addr=0x8
    -chardev socket,id=charchannel0,fd=51,server=on,wait=off
    -device virtserialport,bus=virtio-serial0.0,nr=1,chardev=charchannel0,id=channel0,name=org.qemu.guest_agent.0
    """

  @Test func aDescriptorGetsItsPathBack() throws {
    let program = try Program.virtChannel("xml", "--path", "channel0=/run/vm/agent.sock", input: Self.agent)
    #expect(program.text == ArgvCommandTests.agent + "\n")
    #expect(program.status == 0)
    #expect(program.errors.isEmpty)
  }

  @Test func optionsBehindADoubleDash() throws {
    let program = try Program.virtChannel(
      "xml", "--", "-device", "virtio-serial-pci", "-chardev", "pty,id=c0", "-device",
      "virtserialport,chardev=c0,name=it's")
    #expect(
      program.text == """
        <controller type='virtio-serial' index='0'/>
        <channel type='pty'>
          <target type='virtio' name='it&apos;s'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>

        """)
  }

  @Test func whatIsLostIsAWarningAndAComment() throws {
    let program = try Program.virtChannel("xml", input: Self.agent + " -S -serial stdio")
    #expect(program.text.contains("<!-- the path behind descriptor 51 is not on the command line -->\n<channel"))
    #expect(program.text.hasSuffix("<!-- -serial is no controller, channel or virtio console -->\n"))
    #expect(
      program.errorText.contains(
        "<stdin>:2:10: warning: the path behind descriptor 51 is not on the command line [VC718"))
    #expect(program.errorText.hasSuffix("1 other option left out\n"))
    #expect(program.status == 0)
  }

  @Test func commentsStayComments() throws {
    let program = try Program.virtChannel("xml", input: "-device virtio-serial-pci -serial x -chardev pty,id=a--b---")
    #expect(program.text.contains("'a- -b- - -'"))
  }

  @Test func whatQEMURefusesIsAnErrorAndTheRestIsTranslated() throws {
    let program = try Program.virtChannel(
      "xml", input: "-device virtio-serial-pci,id=vs0 -device virtserialport,bus=vs0,name=a")
    #expect(program.status == 1)
    #expect(program.errorText.contains("<stdin>:1:61: error: no controller brings the bus 'vs0' [VC702 unknown-bus]"))
    #expect(program.text.contains("<target type='virtio' name='a'/>"))
  }

  @Test(arguments: ["", "qemu-system-x86_64", "nothing"]) func withoutOptionsThereIsNothingToSay(text: String)
    throws
  {
    let program = try Program.virtChannel("xml", input: text)
    #expect(program.status == 2)
    #expect(program.errorText.hasPrefix("virt-channel: <stdin>: no QEMU command line found in any form; "))
    #expect(program.errorText.contains("--form (shell, plain, nul, systemd, list, json, yaml, readconfig)"))
  }

  @Test func aFileOrOptionsButNotBoth() throws {
    #expect(try Program.virtChannel("xml", "/dev/null", "--", "-device", "x").status == 2)
  }
}
