import TestKit
import Testing

@Suite struct GenerateCommandTests {
  @Test func printsAPreset() throws {
    let program = try Program.virtChannel("generate", "channel", "--preset", "guest-agent")
    #expect(program.status == 0)
    #expect(
      program.text == """
        <channel type='unix'>
          <source mode='bind'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>

        """)
    #expect(program.errors.isEmpty)
  }

  @Test func everyOptionOfASourceIsWritten() throws {
    let program = try Program.virtChannel(
      "generate", "channel", "--name", "org.example.0", "--type", "tcp", "--mode", "connect", "--host", "::1",
      "--service", "4555", "--tls", "no", "--protocol", "telnet", "--reconnect", "5", "--log", "/var/log/a.log",
      "--log-append", "on", "--alias", "ua-a", "--controller", "1", "--port", "7")
    #expect(
      program.text == """
        <channel type='tcp'>
          <source mode='connect' host='::1' service='4555' tls='no'>
            <reconnect enabled='yes' timeout='5'/>
          </source>
          <protocol type='telnet'/>
          <log file='/var/log/a.log' append='on'/>
          <target type='virtio' name='org.example.0'/>
          <alias name='ua-a'/>
          <address type='virtio-serial' controller='1' bus='0' port='7'/>
        </channel>

        """)
  }

  @Test func aSecurityLabelMayHoldCommas() throws {
    let program = try Program.virtChannel(
      "generate", "channel", "--name", "a", "--path", "/run/a",
      "--seclabel", "model=selinux,relabel=yes,label=u:o:s0:c1,c2", "--seclabel", "model=dac,relabel=no")
    #expect(
      program.text == """
        <channel type='unix'>
          <source mode='bind' path='/run/a'>
            <seclabel model='selinux' relabel='yes'>
              <label>u:o:s0:c1,c2</label>
            </seclabel>
            <seclabel model='dac' relabel='no'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>

        """)
  }

  @Test func printsAController() throws {
    let program = try Program.virtChannel(
      "generate", "controller", "--index", "1", "--ports", "16", "--vectors", "4", "--model", "virtio", "--iommu", "on",
      "--page-per-vq", "off", "--acpi-index", "7", "--pci", "03:1f.1", "--multifunction", "on", "--zpci-uid", "1")
    #expect(
      program.text == """
        <controller type='virtio-serial' index='1' model='virtio' ports='16' vectors='4'>
          <driver iommu='on' page_per_vq='off'/>
          <acpi index='7'/>
          <address type='pci' domain='0x0000' bus='0x03' slot='0x1f' function='0x1' multifunction='on'>
            <zpci uid='0x0001'/>
          </address>
        </controller>

        """)
    let ccw = try Program.virtChannel("generate", "controller", "--ccw", "fe.0.000a")
    #expect(ccw.text.contains("<address type='ccw' cssid='0xfe' ssid='0x0' devno='0x000a'/>"))
    let mmio = try Program.virtChannel("generate", "controller", "--virtio-mmio")
    #expect(mmio.text.contains("<address type='virtio-mmio'/>"))
  }

  @Test func printsAConsole() throws {
    let program = try Program.virtChannel("generate", "console", "--type", "unix", "--path", "/run/console.sock")
    #expect(
      program.text == """
        <console type='unix'>
          <source mode='bind' path='/run/console.sock'/>
          <target type='virtio'/>
        </console>

        """)
  }

  @Test(arguments: [
    (["channel", "--name", "a", "--type", "pty", "--mode", "bind"], "--mode: a channel of type pty has no 'mode'"),
    (["channel", "--name", "a", "--mode", "listen"], "Please provide one of 'connect' and 'bind'"),
    (["channel"], "--name: the channel has no name"),
    (["channel", "--nam", "a"], "Did you mean '--name'"),
    (["channel", "--preset", "guest-agnet"], "guest-agent"),
    (
      ["channel", "--target", "guestfwd", "--target-port", "1"], "--target-address: <channel/target> requires 'address'"
    ),
    (["controller", "--index", "-1"], "--index"),
    (["controller", "--ccw", "fe.0.1", "--multifunction", "on"], "--multifunction: an address of type ccw"),
    (["controller", "--ccw", "fe.0.1", "--virtio-mmio"], "use only one of --ccw, --virtio-mmio"),
    (["console", "--port", "x"], "--port"),
  ])
  func wrongUsageIsExplained(_ arguments: [String], _ words: String) throws {
    let program = try Program.run(Program.virtChannelPath, ["generate"] + arguments)
    #expect(program.status == 2)
    #expect(program.text.isEmpty)
    #expect(program.errorText.contains(words), "\(program.errorText)")
  }

  @Test func fixedValuesComplete() throws {
    let script = try Program.virtChannel("--generate-completion-script", "bash").text
    for word in ["qemu-vdagent", "virtio-non-transitional", "guestfwd", "guest-agent"] {
      #expect(script.contains(word), "\(word)")
    }
  }

  @Test func presetsAreListed() throws {
    let program = try Program.virtChannel("generate", "--list-presets")
    #expect(program.status == 0)
    #expect(program.text.hasPrefix("guest-agent "))
  }
}

@Suite struct GenerateFromTests {
  @Test func readsStandardInput() throws {
    let program = try Program.virtChannel("generate", "--from", "-", input: #"{"devices":[{"preset":"console"}]}"#)
    #expect(program.status == 0)
    #expect(program.text == "<console type='pty'>\n  <target type='virtio'/>\n</console>\n")
  }

  @Test func tellsLineAndColumn() throws {
    let program = try Program.virtChannel("generate", "--from", "-", input: "{\n  \"devices\": [{\"channl\": {}}]}")
    #expect(program.status == 2)
    #expect(program.errorText.hasPrefix("virt-channel: <stdin>:2:16: unknown key 'channl'; did you mean"))
  }

  @Test func tellsOfAMissingFile() throws {
    let program = try Program.virtChannel("generate", "--from", "/nonexistent.json")
    #expect(program.status == 2)
    #expect(program.errorText == "virt-channel: /nonexistent.json: No such file or directory\n")
  }
}
