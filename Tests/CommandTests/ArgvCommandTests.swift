import TestKit
import Testing

@Suite struct ArgvCommandTests {
  static let agent = """
    <controller type='virtio-serial' index='0' ports='2'>
      <alias name='virtio-serial0'/>
      <address type='pci' domain='0x0000' bus='0x00' slot='0x08' function='0x0'/>
    </controller>
    <channel type='unix'>
      <source mode='bind' path='/run/vm/agent.sock'/>
      <target type='virtio' name='org.qemu.guest_agent.0'/>
      <alias name='channel0'/>
      <address type='virtio-serial' controller='0' bus='0' port='1'/>
    </channel>
    """

  @Test func anOldQEMUAndADescriptor() throws {
    let program = try Program.virtChannel("argv", "--qemu", "4.2.0", "--fd", "channel0=51", input: Self.agent)
    #expect(
      program.text == #"""
        -device virtio-serial-pci,id=virtio-serial0,max_ports=2,bus=pci.0,addr=0x8 \
        -chardev socket,id=charchannel0,fd=51,server,nowait \
        -device virtserialport,bus=virtio-serial0.0,nr=1,chardev=charchannel0,id=channel0,name=org.qemu.guest_agent.0

        """#)
    #expect(program.status == 0)
    #expect(program.errors.isEmpty)
  }

  @Test func theNewestVersions() throws {
    let program = try Program.virtChannel("argv", input: Self.agent)
    #expect(
      program.text == #"""
        -device '{"driver":"virtio-serial-pci","id":"virtio-serial0","max_ports":2,"bus":"pci.0","addr":"0x8"}' \
        -chardev socket,id=charchannel0,path=/run/vm/agent.sock,server=on,wait=off \
        -device '{"driver":"virtserialport","bus":"virtio-serial0.0","nr":1,"chardev":"charchannel0","id":"channel0","name":"org.qemu.guest_agent.0"}'

        """#)
  }

  @Test func aDialectOverridesTheVersions() throws {
    let program = try Program.virtChannel("argv", "--dialect", "legacy", "--format", "lines", input: Self.agent)
    #expect(
      program.text == """
        -device
        virtio-serial-pci,id=virtio-serial0,max_ports=2,bus=pci.0,addr=0x8
        -chardev
        socket,id=charchannel0,path=/run/vm/agent.sock,server,nowait
        -device
        virtserialport,bus=virtio-serial0.0,nr=1,chardev=charchannel0,id=channel0,name=org.qemu.guest_agent.0

        """)
  }

  @Test func jsonIsOneFlatList() throws {
    let channel = "<channel type='null'><target type='guestfwd' address='10.0.2.1' port='5'/></channel>"
    let program = try Program.virtChannel("argv", "--format", "json", "--dialect", "keyval", input: channel)
    #expect(
      program.text
        == #"["-chardev","null,id=charchannel0","-netdev","user,guestfwd=tcp:10.0.2.1:5-chardev:charchannel0,id=channel0"]"#
        + "\n")
  }

  @Test func aDescriptorThatNobodyTakesIsWrongUsage() throws {
    let program = try Program.virtChannel("argv", "--fd", "chanel0=51", input: Self.agent)
    #expect(program.status == 2)
    #expect(program.output.isEmpty)
    #expect(program.errorText.contains("--fd chanel0: ") && program.errorText.contains("did you mean 'channel0'?"))
  }

  @Test func aLineEndCannotStandOnALine() throws {
    let channel = "<channel type='pipe'><source path='/a&#10;b'/><target type='virtio'/></channel>"
    #expect(try Program.virtChannel("argv", "--format", "lines", input: channel).status == 2)
    #expect(try Program.virtChannel("argv", "--format", "shell", input: channel).status == 0)
  }

  @Test(arguments: [
    ["--run", "--format", "json"], ["--sockets", "/tmp/x"], ["--run", "--fd", "a=1"], ["--fd", "a"],
    ["--dialect", "x"],
  ])
  func optionsThatMakeNoSenseAreWrongUsage(options: [String]) throws {
    let program = try Program.run(Program.virtChannelPath, ["argv"] + options, input: Array(Self.agent.utf8))
    #expect(program.status == 2)
    #expect(program.output.isEmpty)
  }

  @Test func aScriptGivesEachDeviceAPathOfItsOwnInItsDirectory() throws {
    let channels = ["channel1", "vnc", "vnc-2", nil, "a"].map { name in
      let source = "<channel type='unix'><source mode='bind'/>"
      return source + "<target type='virtio'\(name.map { " name='\($0)'" } ?? "")/></channel>"
    }
    let domain = """
      <domain type='qemu'><name>..</name><memory>1</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
      \(channels.joined())<channel type='qemu-vdagent'><target type='virtio' name='com.redhat.spice.0'/></channel>
      <graphics type='vnc'/></devices></domain>
      """
    let program = try Program.virtChannel("argv", "--run", "--qemu", "7.2", input: domain)
    #expect(program.status == 0)
    let paths = program.text.matches(of: #/[^ :="']*\.sock/#).map { String($0.output) }
    #expect(paths.count >= 6 && Set(paths).count == paths.count, "\(paths)")
    #expect(paths.allSatisfy { $0.hasPrefix("/tmp/vm../") }, "\(paths)")
  }

  /// The QEMU that would run the script decides its dialect, unless a version is given.
  @Test(arguments: [([], "6.0.1"), (["--qemu", "7.2"], "7.2.0"), (["--libvirt", "9.0"], "7.2.0")])
  func aScriptIsForTheQEMUOfTheHost(options: [String], version: String) throws {
    let folder = TemporaryFolder()
    let program = folder.write(
      "#!/bin/sh\necho 'QEMU emulator version 6.0.1 (v6.0.1-dirty)'\n", to: "qemu-system-x86_64")
    #expect(try Program.run("chmod", ["755", program]).status == 0)
    folder.write(
      "<domain type='kvm'><name>a</name><os><type arch='x86_64' machine='q35'>hvm</type></os><devices/></domain>\n",
      to: "vm.xml")
    let run = try Program.run(
      "/usr/bin/env",
      ["PATH=\(folder.path):/usr/bin:/bin", Program.virtChannelPath, "argv", "--run"] + options + ["vm.xml"],
      in: folder.path)
    #expect(run.status == 0)
    #expect(run.text.contains(" for QEMU \(version)."))
  }

  @Test func aScriptHasWhatTheChannelsNeed() throws {
    let domain = """
      <domain type='qemu'><name>a vm</name><memory>1</memory><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
      <channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
      <channel type='unix'><source mode='bind'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
      <channel type='pipe'><source path='/p'/><log file='/var/log/libvirt/qemu/c.log'/><target type='virtio' name='a/b'/></channel>
      <channel type='null'><target type='guestfwd' address='10.0.2.1' port='5'/></channel>
      <graphics type='spice'/></devices></domain>
      """
    let program = try Program.virtChannel("argv", "--run", "--qemu", "7.2", "--sockets", "/tmp/s", input: domain)
    #expect(
      program.text == #"""
        #!/bin/sh
        # QEMU with the channels of 'a vm', as libvirt 9.0.0 configures them for QEMU 7.2.0.
        # Memory (512 MiB), processors (1), disks, network cards and all other devices are not taken from the domain.
        # Arguments are passed to QEMU as additional options, such as -drive file=disk.qcow2, or -m 4G -smp 2.
        set -eu
        mkdir -p /tmp/s
        [ -p /tmp/s/channel2.pipe.in ] || mkfifo /tmp/s/channel2.pipe.in
        [ -p /tmp/s/channel2.pipe.out ] || mkfifo /tmp/s/channel2.pipe.out
        exec qemu-system-x86_64 \
          -name 'guest=a vm' \
          -nodefaults -no-user-config \
          -machine q35 -accel tcg \
          -m 512 \
          -display none \
          -device '{"driver":"pcie-root-port","port":16,"chassis":1,"id":"pci.1","bus":"pcie.0","multifunction":true,"addr":"0x2"}' \
          -device '{"driver":"pcie-root-port","port":17,"chassis":2,"id":"pci.2","bus":"pcie.0","addr":"0x2.0x1"}' \
          -device '{"driver":"virtio-serial-pci","id":"virtio-serial0","bus":"pci.2","addr":"0x0"}' \
          -chardev spicevmc,id=charchannel0,name=vdagent \
          -device '{"driver":"virtserialport","bus":"virtio-serial0.0","nr":1,"chardev":"charchannel0","id":"channel0","name":"com.redhat.spice.0"}' \
          -chardev socket,id=charchannel1,path=/tmp/s/org.qemu.guest_agent.0.sock,server=on,wait=off \
          -device '{"driver":"virtserialport","bus":"virtio-serial0.0","nr":2,"chardev":"charchannel1","id":"channel1","name":"org.qemu.guest_agent.0"}' \
          -chardev pipe,id=charchannel2,path=/tmp/s/channel2.pipe,logfile=/tmp/s/channel2.log \
          -device '{"driver":"virtserialport","bus":"virtio-serial0.0","nr":3,"chardev":"charchannel2","id":"channel2","name":"a/b"}' \
          -chardev null,id=charchannel3 \
          -netdev '{"type":"user","guestfwd":[{"str":"tcp:10.0.2.1:5-chardev:charchannel3"}],"id":"channel3"}' \
          -device '{"driver":"virtio-net-pci","netdev":"channel3"}' \
          -spice unix=on,addr=/tmp/s/spice.sock,disable-ticketing=on \
          "$@"

        """#)
  }
}
