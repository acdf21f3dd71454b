import TestKit
import Testing

@Suite struct XMLCommandTests {
  let folder = TemporaryFolder()
  static let agent = """
    -device virtio-serial-pci,id=virtio-serial0,max_ports=2,bus=pci.0,addr=0x8
    -chardev socket,id=charchannel0,fd=51,server=on,wait=off
    -device virtserialport,bus=virtio-serial0.0,nr=1,chardev=charchannel0,id=channel0,name=org.qemu.guest_agent.0
    """

  @Test func aDescriptorGetsItsPathBack() throws {
    let program = try Program.virtChannel("xml", "--path", "channel0=/run/vm/agent.sock", input: Self.agent)
    #expect(program.text == ArgvCommandTests.agent + "\n")
    #expect(program.status == 0)
    #expect(!program.errorText.contains("error:"))
  }

  @Test func portsThatAreNotInsertedAreSaid() throws {
    let path = folder.write(Samples.domain(Samples.channel("a")), to: "vm.xml")
    let text = "\(Self.agent)\n-serial file:/srv/a.log\n-serial pty\n-parallel file:/srv/p.log\n"
    let arguments = ["xml", "--into", path, "--path", "channel0=/run/a.sock"]
    let program = try Program.run(Program.virtChannelPath, arguments + ["--write"], input: Array(text.utf8))
    #expect(program.status == 0)
    for (line, port) in [
      (4, "serial port 0 of type file"), (5, "serial port 1 of type pty"), (6, "parallel port 0 of type file"),
    ] {
      #expect(
        program.errorText.contains("<stdin>:\(line): omitted: \(port) (--into does not insert "), "\(program.errorText)"
      )
    }
    #expect(try !folder.text("vm.xml").contains("a.log"))
    let again = try Program.run(Program.virtChannelPath, arguments + ["--check"], input: Array(text.utf8))
    #expect(again.status == 0)
    #expect(again.errorText.contains("omitted: serial port 0"))
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
    #expect(program.text.contains("<serial type='stdio'>"))
    #expect(
      program.errorText.contains(
        "<stdin>:2:10: warning: the path behind descriptor 51 is not on the command line [VC718"))
    #expect(program.errorText.hasSuffix("<stdin>:3: omitted: -S (libvirt always sets this)\n"))
    #expect(program.status == 0)
  }

  @Test func lineEndsAndTabsOfAnOptionAreKept() throws {
    let program = try Program.virtChannel(
      "xml", "--qemu-commandline", "--", "-id", "a\tb\r\nc<&'", "-device", "virtio-serial-pci", "-id", "x\u{1}y")
    #expect(program.text.contains("<qemu:arg value='a&#9;b&#13;&#10;c&lt;&amp;&apos;'/>"))
    #expect(!program.text.contains("\u{1}"))
    #expect(program.errorText.contains(#"omitted: -id x\u{1}y "#))
  }

  @Test func aMachineOfProxmoxIsTheOneItRevises() throws {
    let program = try Program.virtChannel(
      "xml", "--domain", input: "/usr/bin/kvm -machine type=pc-i440fx-7.2+pve1 -device virtio-serial")
    #expect(program.status == 0)
    #expect(program.text.contains("machine='pc-i440fx-7.2'"))
  }

  @Test(arguments: ["-m 5", "-device nothing"]) func aCommandWithoutPortsHasNoFinding(text: String) throws {
    let program = try Program.virtChannel("xml", input: text)
    #expect(program.status == 0)
    #expect(!program.errorText.contains("error:"))
  }

  @Test func unknownPropertiesAreListedUpToFifty() throws {
    let properties = (0..<500).map { ",p\($0)=x" }.joined()
    let program = try Program.virtChannel("xml", input: "-chardev null,id=c\(properties)")
    #expect(program.status == 1)
    #expect(program.errorText.contains("the chardev has 450 more unknown properties [VC715"))
  }

  @Test func anAliasIsCalledAsQEMUCallsItsType() throws {
    let program = try Program.virtChannel("xml", input: "-device virtio-serial,foo=1")
    #expect(program.errorText.contains("virtio-serial has no property 'foo' [VC715"))
    #expect(program.errorText.contains("QEMU: Property 'virtio-serial-pci.foo' not found"))
  }

  /// Bare words that are no properties are that, and no short booleans, also where only their number is reported.
  @Test func manyBareWordsAreNoShortBooleans() throws {
    let words = (0..<2_000).map { ",x\($0)" }.joined() + String(repeating: ",", count: 5_001)
    let program = try Program.virtChannel("xml", "--", "-chardev", "null,id=c\(words)")
    #expect(program.errorText.contains("the chardev has 1951 more unknown properties [VC715"))
    #expect(!program.errorText.contains("VC705"))
  }

  static let partlyOurs: [(command: String, omitted: String)] = [
    (
      "-nic user,model=e1000,guestfwd=tcp:10.0.2.100:80-chardev:g -chardev null,id=g",
      "-nic user,model=e1000 (domain XML has <interface> for this)"
    ),
    (
      "-netdev user,id=n,hostfwd=tcp::22-:22,guestfwd=tcp:10.0.2.100:80-chardev:g -chardev null,id=g",
      "-netdev user,id=n,hostfwd=tcp::22-:22 (domain XML has <interface> for this)"
    ),
    (
      "-object tls-creds-x509,id=t,dir=/own,endpoint=client -chardev socket,id=c,host=h,port=1,tls-creds=t",
      "-object tls-creds-x509,id=t,dir=/own,endpoint=client (libvirt uses the certificate directories of qemu.conf)"
    ),
    (
      "-object tls-creds-psk,id=t,dir=/own",
      "-object tls-creds-psk,id=t,dir=/own (cannot be expressed in domain XML; lost without --qemu-commandline: TLS with "
        + "credentials other than X.509 certificates)"
    ),
  ]

  /// Options that are about others of the command line.
  static let connected: [(command: String, omitted: String)] = [
    (
      "-netdev user,id=n,guestfwd=tcp:10.0.2.9:7-chardev:c -chardev null,id=c -device virtio-net-pci,netdev=n",
      "-netdev user,id=n (domain XML has <interface> for this)"
    ),
    (
      "-add-fd fd=3,set=2 -drive file=/dev/fdset/2",
      "-add-fd fd=3,set=2 (libvirt opens files and passes their descriptors itself)"
    ),
    (
      "-device pci-serial-2x,chardev1=c -chardev null,id=c",
      "-chardev null,id=c (cannot be expressed in domain XML; lost without --qemu-commandline: what the option needs that "
        + "names the chardev 'c')"
    ),
    (
      "-serial chardev:m -chardev pty,mux=on,id=m -mon chardev=m",
      "-mon chardev=m (it shares the chardev 'm' with a device, and libvirt renames that)"
    ),
  ]

  @Test(arguments: partlyOurs + connected) func whatIsLeftOfAnOptionIsSaid(command: String, omitted: String) throws {
    let program = try Program.virtChannel("xml", input: "kvm \(command)")
    #expect(program.errorText.contains("<stdin>:1: omitted: \(omitted)\n"), "\(program.errorText)")
  }

  @Test func whatLibvirtMakesItselfIsNotOmitted() throws {
    let program = try Program.virtChannel(
      "xml",
      input: "kvm -object tls-creds-x509,id=t,dir=/etc/pki/qemu,endpoint=client,verify-peer=on "
        + "-chardev socket,id=c,host=h,port=1,tls-creds=t,reconnect=1 -netdev user,id=n,guestfwd=tcp:10.0.2.1:80-chardev:c"
    )
    #expect(program.errorText == "")
  }

  @Test func commentsStayComments() throws {
    let program = try Program.virtChannel("xml", input: "-device virtio-serial-pci -chardev pty,id=a--b---")
    #expect(program.text.contains("'a- -b- - -'"))
  }

  @Test func whatQEMURefusesIsAnErrorAndTheRestIsTranslated() throws {
    let program = try Program.virtChannel(
      "xml", input: "-device virtio-serial-pci,id=vs0 -device virtserialport,bus=vs0,name=a")
    #expect(program.status == 1)
    #expect(program.errorText.contains("<stdin>:1:61: error: no controller provides the bus 'vs0' [VC702 unknown-bus]"))
    #expect(program.text.contains("<target type='virtio' name='a'/>"))
  }

  @Test(arguments: ["", "qemu-system-x86_64", "nothing"]) func withoutOptionsThereIsNothingToSay(text: String)
    throws
  {
    let program = try Program.virtChannel("xml", input: text)
    #expect(program.status == 2)
    #expect(program.errorText.hasPrefix("virt-channel: <stdin>: no QEMU command with options found in any form; "))
    #expect(program.errorText.contains("--form (shell, plain, nul, systemd, list, json, yaml, readconfig)"))
  }

  @Test(arguments: [
    (
      "qemu-system-x86_64 -device virtio-serial-pci,max_ports=1 -chardev pty,id=c -device virtconsole,chardev=c",
      "XML error: Unable to find a free port on virtio-serial controller 0"
    ),
    ("qemu-system-x86_64 -M isapc -device virtio-serial-pci,id=v", "XML error: No PCI buses available"),
  ]) func whatLibvirtRefusesIsSaidInItsWords(text: String, words: String) throws {
    let program = try Program.virtChannel("xml", "--libvirt", "9.0.0", "--qemu", "7.2.0", input: text)
    #expect(program.status == 1)
    #expect(program.errorText.contains(words), "\(program.errorText)")
  }

  @Test func withoutPortsItSaysSo() throws {
    let program = try Program.virtChannel("xml", input: "kvm -m 512\nkvm -device virtio-serial\n")
    #expect(program.status == 0)
    let words = "the command has no virtio-serial controller, channel, console, serial or parallel port"
    #expect(program.errorText == "<stdin>:1: \(words)\n<stdin>:1: omitted: -m 512 (domain XML has <memory> for this)\n")
    #expect(try Program.virtChannel("xml", "--domain", input: "kvm -m 512").errorText.contains(words) == false)
  }

  @Test func unknownValuesAreNoErrors() throws {
    let program = try Program.virtChannel(
      "xml",
      input: "kvm -device virtio-serial,max_ports=$N,$MORE -chardev null,id=c$I -device virtserialport,chardev=$C,nr=$N"
    )
    #expect(program.status == 0)
    #expect(!program.errorText.contains("error: "), "\(program.errorText)")
    for name in ["N", "MORE", "I", "C"] { #expect(program.errorText.contains("'$\(name)' cannot be expanded")) }
  }

  /// A value that is not known is one finding: nothing else is said of what begins with it.
  @Test(arguments: ["$SOCKET", "$(pick)", "{{ socket }}"]) func anUnknownPathIsOneFinding(path: String) throws {
    let options =
      "-device virtio-serial -chardev socket,id=a,path=\(path),server=on,wait=off -device virtconsole,chardev=a"
    let program = try Program.virtChannel("xml", input: "qemu-system-x86_64 \(options)")
    #expect(program.status == 0)
    #expect(program.errorText.split(separator: "\n").count { $0.contains("warning: ") } == 1, "\(program.errorText)")
    #expect(program.errorText.contains("'\(path)' cannot be expanded"))
  }

  @Test func anArchitectureThatIsAssumedIsSaid() throws {
    let options = "-M virt -device virtio-serial-device -chardev pty,id=a -device virtconsole,chardev=a"
    let said = try Program.virtChannel("xml", input: options).errorText
    #expect(
      said.contains("<stdin>:1: no QEMU program is named; machine 'virt' is assumed to be of aarch64 (armv7l, riscv64"))
    #expect(!(try Program.virtChannel("xml", input: "qemu-system-riscv64 \(options)").errorText.contains("assumed")))
    #expect(!(try Program.virtChannel("xml", input: "-M q35 -device virtio-serial").errorText.contains("assumed")))
  }

  @Test func anUnknownSerialPortIsSaid() throws {
    let program = try Program.virtChannel("xml", input: "qemu-system-x86_64 -serial $A -serial pty")
    #expect(program.text.contains("<target port='1'/>"))
    #expect(program.errorText.contains("the value of -serial is unknown"))
  }

  @Test func severalCommandsAreNumbered() throws {
    let text = "qemu-system-x86_64 -device virtio-serial-pci,max_ports=3\nkvm -device virtio-serial-pci,max_ports=4\n"
    let all = try Program.virtChannel("xml", input: text)
    #expect(
      all.text.contains("<!-- command 1 of 2, line 1 -->") && all.text.contains("<!-- command 2 of 2, line 2 -->"))
    let second = try Program.virtChannel("xml", "--command", "2", input: text)
    #expect(second.text == "<controller type='virtio-serial' index='0' ports='4'/>\n")
    #expect(try Program.virtChannel("xml", "--command", "3", input: text).status == 2)
  }

  @Test func styleCanBeHidden() throws {
    let text = "-chardev socket,id=c,path=/s,server,nowait -device virtio-serial -device virtserialport,chardev=c"
    #expect(try Program.virtChannel("xml", input: text).errorText.contains("VC705"))
    #expect(try Program.virtChannel("xml", "--severity", "warning", input: text).errorText.isEmpty)
    #expect(try Program.virtChannel("xml", "--ignore", "VC705", input: text).errorText.isEmpty)
  }

  /// QEMU does not start without the chardev that a kept option names, and not with an option that names one that libvirt renames.
  @Test func keptOptionsHaveTheirChardevs() throws {
    let program = try Program.virtChannel(
      "xml", "--qemu-commandline",
      input: "kvm -mon chardev=m -chardev pty,id=m -serial chardev:s -chardev pty,mux=on,id=s -mon chardev=s")
    let kept = program.text.split(separator: "\n").filter { $0.contains("qemu:arg") }
    #expect(
      kept == [
        "  <qemu:arg value='-mon'/>", "  <qemu:arg value='chardev=m'/>", "  <qemu:arg value='-chardev'/>",
        "  <qemu:arg value='pty,id=m'/>", "  <qemu:arg value='-chardev'/>", "  <qemu:arg value='pty,mux=on,id=s'/>",
        "  <qemu:arg value='-serial'/>", "  <qemu:arg value='chardev:s'/>", "  <qemu:arg value='-mon'/>",
        "  <qemu:arg value='chardev=s'/>",
      ])
  }

  /// What XML cannot express, and the arguments that keep it.
  static let inexpressible: [(options: String, kept: String)] = [
    ("-chardev ringbuf,id=r", "-chardev ringbuf,id=r"), ("-chardev pty,id=r", "-chardev pty,id=r"),
    ("-serial ringbuf", "-serial ringbuf"), ("-parallel ringbuf", "-parallel ringbuf"),
    ("-serial mon:pty", "-serial mon:pty"),
    ("-chardev ringbuf,id=r -serial chardev:r", "-chardev ringbuf,id=r -serial chardev:r"),
    (
      "-chardev ringbuf,id=r -device isa-serial,chardev=r,id=s",
      "-chardev ringbuf,id=r -device isa-serial,chardev=r,id=s"
    ),
    (
      "-device virtio-serial -chardev ringbuf,id=r,size=64 -device virtserialport,chardev=r,name=n",
      #"-chardev ringbuf,id=r,size=64 -device {"driver":"virtserialport","chardev":"r","name":"n","bus":"virtio-serial0.0","nr":1}"#
    ),
    (
      "-device virtio-serial,id=v -device virtserialport,name=n",
      #"-device {"driver":"virtserialport","name":"n","bus":"ua-v.0","nr":1}"#
    ),
    (
      "-device virtio-serial -chardev pty,id=r -device virtconsole,chardev=r,name=n",
      #"-chardev pty,id=r -device {"driver":"virtconsole","chardev":"r","name":"n","bus":"virtio-serial0.0","nr":0}"#
    ),
    (
      "-device virtio-serial -chardev socket,host=h,port=1,websocket=on,server=on,wait=off,id=r -device virtconsole,chardev=r",
      #"-chardev socket,host=h,port=1,websocket=on,server=on,wait=off,id=r -device {"driver":"virtconsole","chardev":"r","bus":"virtio-serial0.0","nr":0}"#
    ),
    ("-device virtio-serial-pci,emergency-write=off", "-global virtio-serial-pci.emergency-write=off"),
    ("-monitor pty", "-monitor pty"), ("-gdb tcp::1", "-gdb tcp::1"), ("-icount 1", "-icount 1"),
    ("-object cryptodev-backend,id=o", "-object cryptodev-backend,id=o"), ("-set device.d.x=1", "-set device.d.x=1"),
    ("-global a.b=1", "-global a.b=1"), ("-device pci-serial-2x", "-device pci-serial-2x"),
  ]

  @Test(arguments: inexpressible) func whateverXMLCannotExpressIsKept(options: String, kept: String) throws {
    let program = try Program.virtChannel("xml", "--qemu-commandline", input: "qemu-system-x86_64 \(options)")
    let arguments = program.text.split(separator: "\n").compactMap { line -> String? in
      guard line.contains("qemu:arg") else { return nil }
      return line.split(separator: "'").dropFirst().first.map { String($0).replacing("&quot;", with: "\"") }
    }
    #expect(arguments.joined(separator: " ") == kept)
    #expect(!program.errorText.contains("VC718"), "\(program.errorText)")
  }

  /// Without the name of a program the machine says which QEMU runs it; libvirt 9.0 defines the domain of microvm.
  @Test(arguments: [
    "-M s390-ccw-virtio -device virtio-serial-ccw,devno=fe.0.0001 -chardev pty,id=a -device sclpconsole,chardev=a",
    "-M virt -device virtio-serial-device -chardev pty,id=a -device virtconsole,chardev=a",
    "-M pseries -chardev pty,id=a -device spapr-vty,chardev=a", "-M mac99 -serial pty",
    "-M microvm -device virtio-serial-device -chardev pty,id=a -device virtconsole,chardev=a",
  ]) func theMachineNamesTheArchitecture(command: String) throws {
    for option in ["--severity=note", "--domain"] {
      let program = try Program.virtChannel(
        "xml", "--libvirt", "9.0.0", "--qemu", "7.2.0", option, input: command)
      #expect(program.status == 0, "\(command): \(program.errorText)")
    }
  }

  @Test func credentialsThatDoNotExistAreAnError() throws {
    let program = try Program.virtChannel(
      "xml", input: "kvm -chardev socket,id=c,host=h,port=1,server=on,wait=off,tls-creds=t -serial chardev:c")
    #expect(program.status == 1)
    #expect(program.errorText.contains("no object provides the TLS credentials 't' [VC703"))
  }

  @Test func whatXMLCannotSayIsKeptOnRequest() throws {
    let text = "qemu-system-x86_64 -device virtio-serial -gdb tcp::1234 -m 1G -drive file=/d.qcow2,if=virtio"
    let plain = try Program.virtChannel("xml", input: text)
    #expect(
      plain.errorText.contains(
        "omitted: -gdb tcp::1234 (cannot be expressed in domain XML; lost without --qemu-commandline"))
    #expect(plain.errorText.contains("omitted: -m 1G (domain XML has <memory> for this)"))
    let kept = try Program.virtChannel("xml", "--qemu-commandline", "--domain", input: text)
    #expect(kept.text.contains("    <qemu:arg value='-gdb'/>\n    <qemu:arg value='tcp::1234'/>\n"))
    #expect(
      kept.text.contains("<memory unit='GiB'>1</memory>") && kept.text.contains("<target dev='vda' bus='virtio'/>"))
    #expect(kept.errorText.isEmpty && kept.status == 0, "\(kept.errorText)")
  }

  @Test func theAnswerCanBeJSON() throws {
    let program = try Program.virtChannel("xml", "--format", "json", input: "-device virtio-serial -gdb tcp::1")
    #expect(program.text.contains("\"device\": \"controller\"") && program.text.contains("\"hasForm\": false"))
  }

  @Test func devicesGoIntoADomain() throws {
    let text = "-device virtio-serial,id=v -chardev pty,id=c -device virtserialport,chardev=c,name=org.a"
    let path = folder.write(
      """
      <domain type='kvm'>
        <name>a</name>
        <memory>65536</memory>
        <os>
          <type arch='x86_64' machine='q35'>hvm</type>
        </os>
        <devices>
          <channel type='pty'>
            <target type='virtio' name='org.b'/>
            <address type='virtio-serial' controller='0' bus='0' port='1'/>
          </channel>
        </devices>
      </domain>

      """, to: "vm.xml")
    let program = try Program.virtChannel("xml", "--into", path, input: text)
    #expect(program.status == 0, "\(program.errorText)")
    #expect(program.text.contains("+      <target type='virtio' name='org.a'/>") && program.text.contains("port='2'"))
  }

  @Test func aFileOrOptionsButNotBoth() throws {
    #expect(try Program.virtChannel("xml", "/dev/null", "--", "-device", "x").status == 2)
  }
}
