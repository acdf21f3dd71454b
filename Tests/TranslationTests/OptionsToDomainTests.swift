import DomainModel
import QEMUOptions
import SourceText
import Testing
import Translation

@Suite struct OptionsToDomainTests {
  static func read(_ text: String, paths: [String: String] = [:]) -> OptionsToDomain {
    OptionsToDomain(QEMUViewTests.view(text), paths: paths)
  }

  static func xml(_ back: OptionsToDomain) -> String {
    (back.controllers.map { $0.device.xml() } + back.consoles.map { $0.device.xml() }
      + back.channels.map { $0.device.xml() })
      .joined(separator: "\n")
  }

  @Test func theGuestAgentOfALibvirtProcess() {
    let back = Self.read(
      """
      -device virtio-serial-pci,id=virtio-serial0,max_ports=2,bus=pci.0,addr=0x8
      -chardev socket,id=charchannel0,fd=51,server,nowait
      -device virtserialport,bus=virtio-serial0.0,nr=1,chardev=charchannel0,id=channel0,name=org.qemu.guest_agent.0
      """, paths: ["channel0": "/run/agent"])
    #expect(
      Self.xml(back) == """
        <controller type='virtio-serial' index='0' ports='2'>
          <alias name='virtio-serial0'/>
          <address type='pci' domain='0x0000' bus='0x00' slot='0x08' function='0x0'/>
        </controller>
        <channel type='unix'>
          <source mode='bind' path='/run/agent'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
          <alias name='channel0'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>
        """)
    #expect(back.unmapped == [])
  }

  @Test(arguments: [
    (
      "virtio-serial-pci,id=a,bus=pcie.0,addr=1f.7,multifunction=on",
      "bus='0x00' slot='0x1f' function='0x7' multifunction='on'"
    ),
    (#"{"driver":"virtio-serial-pci","bus":"pci.3","addr":"0x5"}"#, "bus='0x03' slot='0x05' function='0x0'"),
    (#"{"driver":"virtio-serial-pci","addr":41}"#, "bus='0x00' slot='0x05' function='0x1'"),
    ("virtio-serial-ccw,devno=fe.0.00ab", "<address type='ccw' cssid='0xfe' ssid='0x0' devno='0x00ab'/>"),
    ("virtio-serial-device", "<address type='virtio-mmio'/>"),
    ("virtio-serial-pci-transitional", "model='virtio-transitional'"),
    ("virtio-serial-pci,disable-legacy=on", "model='virtio-non-transitional'"),
    ("virtio-serial-pci,acpi-index=7", "<acpi index='7'/>"),
    (
      "virtio-serial-pci,packed=y,ats=no,iommu_platform=true,page-per-vq=off",
      "<driver iommu='on' ats='off' packed='on' page_per_vq='off'/>"
    ),
  ]) func controllers(value: String, part: String) {
    let back = Self.read("-device " + ShellWords.quoted(value))
    #expect(Self.xml(back).contains(part), "\(Self.xml(back))")
    #expect(back.unmapped == [])
  }

  @Test(arguments: [
    (
      "pci-serial,chardev=c,bus=pcie.0,addr=5",
      "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>"
    ),
    ("spapr-vty,chardev=c,reg=0x71000000", "<address type='spapr-vio' reg='0x71000000'/>"),
    ("isa-serial,chardev=c,iobase=0x3e8,irq=5", "<address type='isa' iobase='0x3e8' irq='0x5'/>"),
  ]) func addressesOfSerialPorts(value: String, address: String) {
    let back = Self.read("-chardev null,id=c -device \(value)")
    let xml = back.serials.map { $0.device.xml(as: .serial) }.joined()
    #expect(xml.contains(address), "\(xml)")
    #expect(back.unmapped == [])
  }

  static let backends: [(String, String)] = [
    ("null", "<channel type='null'>"), ("pty", "<channel type='pty'>"), ("vc", "<channel type='vc'>"),
    ("stdio", "<channel type='stdio'>"),
    ("tty,path=/dev/x", "<channel type='dev'>\n  <source path='/dev/x'/>"),
    ("pipe,path=/p", "<channel type='pipe'>\n  <source path='/p'/>"),
    ("file,path=/f,append=on", "<channel type='file'>\n  <source path='/f' append='on'/>"),
    ("socket,path=/s,,1,server,nowait", "<channel type='unix'>\n  <source mode='bind' path='/s,1'/>"),
    (
      "socket,path=/s,reconnect=5",
      "<channel type='unix'>\n  <source mode='connect' path='/s'>\n    <reconnect enabled='yes' timeout='5'/>\n  </source>"
    ),
    (
      "socket,path=/s,reconnect-ms=0",
      "<channel type='unix'>\n  <source mode='connect' path='/s'>\n    <reconnect enabled='no'/>\n  </source>"
    ),
    (
      "socket,host=h,port=5,telnet=on,server=on,wait=off",
      "<channel type='tcp'>\n  <source mode='bind' host='h' service='5'/>\n  <protocol type='telnet'/>"
    ),
    (
      "socket,host=h,port=5,tls-creds=t,reconnect=1",
      "<channel type='tcp'>\n  <source mode='connect' host='h' service='5' tls='yes'>"
    ),
    (
      "udp,host=h,port=5,localaddr=,localport=0",
      "<channel type='udp'>\n  <source mode='connect' host='h' service='5'/>\n  <target"
    ),
    (
      "udp,host=h,port=5,localaddr=l,localport=6",
      "<channel type='udp'>\n  <source mode='bind' host='l' service='6'/>\n  <source mode='connect' host='h' service='5'/>"
    ),
    ("spicevmc,name=vdagent", "<channel type='spicevmc'>"),
    ("spiceport,name=org.x.0", "<channel type='spiceport'>\n  <source channel='org.x.0'/>"),
    ("dbus,name=org.x.0", "<channel type='dbus'>\n  <source channel='org.x.0'/>"),
    (
      "qemu-vdagent,name=vdagent,clipboard=on,mouse=off",
      "<channel type='qemu-vdagent'>\n  <source>\n    <clipboard copypaste='yes'/>\n    <mouse mode='server'/>\n  </source>"
    ),
    ("null,logfile=/l,logappend=off", "<channel type='null'>\n  <log file='/l' append='off'/>"),
  ]

  @Test(arguments: backends) func chardevs(value: String, part: String) {
    let back = Self.read(QEMUViewTests.bus + "-chardev \(value),id=c0 -device virtserialport,chardev=c0,name=x")
    #expect(Self.xml(back).contains(part), "\(Self.xml(back))")
    #expect(back.unmapped == [])
  }

  @Test func automaticChoicesAreWorkedOut() {
    let back = Self.read(
      """
      -device virtio-serial-pci -device virtio-serial-pci,id=virtio-serial0
      -chardev null,id=c0 -chardev null,id=c1 -chardev null,id=c2 -chardev null,id=c3
      -device virtconsole,chardev=c0,nr=3 -device virtconsole,chardev=c1 -device virtserialport,chardev=c2
      -device virtserialport,chardev=c3,bus=virtio-serial-bus.0
      """)
    #expect(back.controllers.map(\.device.index) == [0, 1])
    #expect(back.controllers.map(\.device.alias?.name) == ["virtio-serial0", nil])
    #expect(back.consoles.map(\.device.address?.virtioSerial?.port) == [3, 0])
    #expect(back.channels.map(\.device.address?.virtioSerial?.port) == [1, 1])
    #expect(back.channels.map(\.device.address?.virtioSerial?.controller) == [0, 1])
  }

  @Test func aPortGoesToTheControllerOfTheBridgePluggedLast() {
    let back = Self.read(
      """
      -device pcie-root-port,id=rp1 -device pcie-root-port,id=rp2
      -device virtio-serial-pci,id=a,bus=rp2 -device virtio-serial-pci,id=b,bus=rp1
      -chardev null,id=c -device virtconsole,chardev=c
      """)
    #expect(back.consoles.map(\.device.address?.virtioSerial?.controller) == [0])
  }

  static let lost: [(String, UnmappedOption.Kind)] = [
    (QEMUViewTests.bus + "-device virtserialport,name=a", .portWithoutChardev),
    ("-device virtio-serial-pci,emergency-write=off", .property(key: "emergency-write", of: "virtio-serial-pci")),
    (port("null,websocket=on"), .property(key: "websocket", of: "a null chardev")),
    (port("ringbuf,size=4k"), .backend("ringbuf")),
    (port("spicevmc,name=usbredir"), .backend("spicevmc")),
    (port("socket,fd=5,server=on,wait=off"), .descriptor("descriptor 5")),
    (port("file,path=/dev/fdset/0"), .descriptor("/dev/fdset/0")),
    (port("socket,path=/s,reconnect-ms=1500"), .milliseconds(1500)),
    ("-chardev null,id=c0", .unusedChardev("c0")),
    ("-device virtio-serial-pci,bus=mine,addr=1", .pciBus("mine")),
    ("-device virtio-serial-pci,addr=zz", .address("zz")),
    ("-netdev user,id=n0,guestfwd=tcp:10.0.2.1:5-cmd:cat", .forward("tcp:10.0.2.1:5-cmd:cat")),
    ("-serial mon:stdio", .sharedMonitor), ("-serial nonsense", .option("-serial")),
    ("-device help", .help("-device help")),
    ("-chardev null,id=c0 " + QEMUViewTests.bus + "-device virtconsole,chardev=c0,name=n", .consoleName("n")),
  ]

  static func port(_ chardev: String) -> String {
    "-chardev \(chardev),id=c0 " + QEMUViewTests.bus + "-device virtserialport,chardev=c0"
  }

  @Test(arguments: lost) func whatHasNoFormInXMLIsToldAndPlaced(text: String, kind: UnmappedOption.Kind) {
    let unmapped = Self.read(text).unmapped
    #expect(unmapped.map(\.kind) == [kind])
    #expect(unmapped.allSatisfy { !$0.range.isEmpty })
  }

  @Test func whatOthersUseIsForeign() {
    let back = Self.read(
      """
      qemu-system-x86_64 -name a -chardev socket,id=charmonitor,path=/m,server=on,wait=off -mon chardev=charmonitor,mode=control
      -chardev pty,id=s0 -serial chardev:s0 -device usb-tablet -netdev user,id=n0
      """)
    #expect(back.unmapped == [])
    #expect(back.remaining.map { $0.arguments[0] } == ["-name", "-chardev", "-mon", "-device", "-netdev"])
    #expect(back.remaining.filter(\.isLost).map { $0.arguments[0] } == ["-chardev", "-mon"])
  }

  @Test(arguments: [
    ("-serial pty", "<serial type='pty'>\n  <target port='0'/>\n</serial>"),
    ("-serial none -serial file:/s,1", "<serial type='file'>\n  <source path='/s,1'/>\n  <target port='1'/>"),
    ("-serial unix:/s,server,nowait", "<serial type='unix'>\n  <source mode='bind' path='/s'/>\n  <target port='0'/>"),
    ("-serial tcp:[::1]:5,server=on,wait=off", "<source mode='bind' host='[::1]' service='5'/>"),
    ("-serial telnet::5,server,nowait", "<protocol type='telnet'/>"),
    (
      "-serial udp:h:5@l:6",
      "<source mode='bind' host='l' service='6'/>\n  <source mode='connect' host='h' service='5'/>"
    ),
    ("-serial /dev/ttyS0", "<serial type='dev'>\n  <source path='/dev/ttyS0'/>"),
    ("-chardev null,id=c -serial chardev:c", "<serial type='null'>"),
    (
      "-chardev null,id=c -device isa-serial,chardev=c,index=1,iobase=0x2f8,irq=3,id=s",
      "<target type='isa-serial' port='1'/>\n  <alias name='ua-s'/>\n  <address type='isa' iobase='0x2f8' irq='0x3'/>"
    ),
    (
      "-debugcon file:/d -global isa-debugcon.iobase=0x402",
      "<target type='isa-debug' port='0'/>\n  <address type='isa' iobase='0x402'/>"
    ),
    ("-parallel null", "<parallel type='null'>\n  <target port='0'/>\n</parallel>"),
    ("qemu-system-s390x -serial pty", "<console type='pty'>\n  <target type='sclp'/>\n</console>"),
    ("-chardev null,id=c -device sclplmconsole,chardev=c", "<console type='null'>\n  <target type='sclplm'/>"),
  ]) func serialPortsAreDevices(text: String, part: String) {
    let back = Self.read(text)
    #expect(back.xml.contains(part), "\(back.xml)")
    #expect(back.unmapped == [] && back.remaining == [])
  }

  @Test(arguments: [
    ("-global virtio-serial-pci.max_ports=4 -device virtio-serial-pci", "ports='4'"),
    ("-global virtio-serial-device.max_ports=4 -device virtio-serial-pci", "ports='4'"),
    ("-global driver=virtio-pci,property=vectors,value=3 -device '{\"driver\":\"virtio-serial-pci\"}'", "vectors='3'"),
    ("-global virtio-serial-pci.max_ports=4 -device virtio-serial-pci,max_ports=5", "ports='5'"),
    ("-device virtio-serial-pci,id=v -set device.v.max_ports=7", "ports='7'"),
    (
      "-chardev file,id=c,path=/a -device virtio-serial -device virtconsole,chardev=c -set chardev.c.path=/b",
      "path='/b'"
    ),
    (
      "-chardev null,id=c -nic user,guestfwd=tcp:10.0.2.7:5-chardev:c",
      "<target type='guestfwd' address='10.0.2.7' port='5'/>"
    ),
    (
      "-device virtio-serial-pci,id=v,addr=1 -device zpci,uid=7,fid=2,target=v", "<zpci uid='0x0007' fid='0x00000002'/>"
    ),
  ]) func whatIsSetElsewhereCounts(text: String, part: String) {
    let back = Self.read(text)
    #expect(back.xml.contains(part), "\(back.xml)")
    // QEMU makes a network card of -nic too.
    let isNetwork = text.contains("-nic")
    #expect(back.unmapped == [] && back.remaining.map(\.arguments) == (isNetwork ? [["-nic", "user"]] : []))
  }

  @Test(arguments: [
    ("qemu-system-x86_64 -M q35,accel=kvm", "x86_64", "q35", true), ("kvm -device x", "x86_64", nil, true),
    ("/usr/bin/qemu-system-aarch64 -machine type=virt -accel tcg", "aarch64", "virt", false),
    ("qemu-system-i386 -enable-kvm -S -device x", "i686", nil, true),
    ("qemu-system-arm -M virt", "armv7l", "virt", false),
  ]) func theMachineIsThatOfTheProgram(text: String, architecture: String, machine: String?, usesKVM: Bool) {
    let found = Self.read(text).machine
    #expect(found.architecture == architecture && found.machine == machine && found.usesKVM == usesKVM)
  }

  @Test func aForwardIsAChannel() {
    let back = Self.read("-chardev null,id=c -netdev user,guestfwd=tcp:10.0.2.7:5-chardev:c,id=channel1")
    #expect(
      Self.xml(back) == """
        <channel type='null'>
          <target type='guestfwd' address='10.0.2.7' port='5'/>
          <alias name='channel1'/>
        </channel>
        """)
  }
}
