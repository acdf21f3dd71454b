import DomainModel
import QEMUOptions
import Resolution
import SourceText
import Testing
import Translation
import XMLTree

@Suite struct DomainToOptionsTests {
  static let old = Versions(libvirt: Version(7, 0), qemu: Version(5, 2))
  static let middle = Versions(libvirt: Version(9, 0), qemu: Version(7, 2))
  static let new = Versions(libvirt: Version(12, 8), qemu: Version(11, 1, 3))

  /// The values of all options of some devices, as some versions print them.
  static func values(
    _ xml: String, _ versions: Versions, dialect: Dialect? = nil, descriptors: [String: Int] = [:]
  ) -> [String] {
    var parser = Domain.parser()
    guard let domain = Domain.read(parser.parse(SourceFile(name: "test", xml))) else { return [] }
    let writer = DomainToOptions(
      Resolver(versions).resolve(domain), descriptors: PassedDescriptors(descriptors))
    let spelling = Spelling(versions, dialect: dialect)
    return writer.options.flatMap { spelling.arguments($0) }.filter { !$0.hasPrefix("-") }
  }

  /// The same without the controllers.
  static func portValues(_ xml: String, _ versions: Versions, descriptors: [String: Int] = [:]) -> [String] {
    values(xml, versions, descriptors: descriptors).filter { !$0.contains("virtio-serial-pci") }
  }

  static let controllerCases: [(String, Versions, String)] = [
    (
      "<driver iommu='on' ats='off' packed='on' page_per_vq='on'/><acpi index='3'/>"
        + "<address type='pci' bus='3' slot='0x1f' function='2' multifunction='on'/>", middle,
      #"{"driver":"virtio-serial-pci","iommu_platform":true,"ats":false,"packed":true,"page-per-vq":true,"id":"virtio-serial1","#
        + #""max_ports":16,"vectors":4,"bus":"pci.3","multifunction":true,"addr":"0x1f.0x2","acpi-index":3}"#
    ),
    (
      "<driver iommu='on' ats='off' packed='on' page_per_vq='on'/><address type='pci' slot='0x4'/>", old,
      "virtio-serial-pci,id=virtio-serial1,max_ports=16,vectors=4,iommu_platform=on,ats=off,packed=on,bus=pci.0,addr=0x4"
    ),
    (
      "<driver packed='on'/><address type='pci' slot='0x4'/>", Versions(libvirt: Version(7, 10), qemu: Version(6, 1)),
      "virtio-serial-pci,packed=on,id=virtio-serial1,max_ports=16,vectors=4,bus=pci.0,addr=0x4"
    ),
    (
      "<address type='ccw' cssid='0xfe' ssid='0x0' devno='0x07de'/>", new,
      #"{"driver":"virtio-serial-ccw","id":"virtio-serial1","max_ports":16,"vectors":4,"devno":"fe.0.07de"}"#
    ),
    (
      "<address type='virtio-mmio'/>", new,
      #"{"driver":"virtio-serial-device","id":"virtio-serial1","max_ports":16,"vectors":4}"#
    ),
  ]

  @Test(arguments: controllerCases) func controllersStandAsLibvirtPrintsThem(
    inner: String, versions: Versions, value: String
  ) {
    let xml =
      "<controller type='virtio-serial' index='1' ports='16' vectors='4'><alias name='virtio-serial1'/>\(inner)</controller>"
    #expect(Self.values(xml, versions) == [value])
  }

  /// What stands behind a channel, as the versions print it after the id.
  static let sources: [(String, old: String, middle: String, new: String)] = [
    ("<channel type='null'>", "null,ID", "null,ID", "null,ID"),
    ("<channel type='pty'>", "pty,ID", "pty,ID", "pty,ID"),
    ("<channel type='vc'>", "vc,ID", "vc,ID", "vc,ID"),
    ("<channel type='stdio'>", "stdio,ID", "stdio,ID", "stdio,ID"),
    (
      "<channel type='dev'><source path='/dev/tty,1'/>", "tty,ID,path=/dev/tty,,1", "serial,ID,path=/dev/tty,,1",
      "serial,ID,path=/dev/tty,,1"
    ),
    ("<channel type='pipe'><source path='/p'/>", "pipe,ID,path=/p", "pipe,ID,path=/p", "pipe,ID,path=/p"),
    (
      "<channel type='file'><source path='/f' append='on'/>", "file,ID,path=/f,append=on", "file,ID,path=/f,append=on",
      "file,ID,path=/f,append=on"
    ),
    (
      "<channel type='unix'><source mode='bind' path='/s'/><log file='/l' append='off'/>",
      "socket,ID,path=/s,server,nowait,logfile=/l,logappend=off",
      "socket,ID,path=/s,server=on,wait=off,logfile=/l,logappend=off",
      "socket,ID,path=/s,server=on,wait=off,logfile=/l,logappend=off"
    ),
    (
      "<channel type='unix'><source mode='connect' path='/s'><reconnect enabled='yes' timeout='10'/></source>",
      "socket,ID,path=/s,reconnect=10", "socket,ID,path=/s,reconnect=10", "socket,ID,path=/s,reconnect-ms=10000"
    ),
    (
      "<channel type='unix'><source path='/s'><reconnect enabled='no'/></source>", "socket,ID,path=/s,reconnect=0",
      "socket,ID,path=/s,reconnect=0", "socket,ID,path=/s,reconnect-ms=0"
    ),
    (
      "<channel type='tcp'><source mode='bind' host='h' service='5'/><protocol type='telnet'/>",
      "socket,ID,host=h,port=5,telnet,server,nowait", "socket,ID,host=h,port=5,telnet=on,server=on,wait=off",
      "socket,ID,host=h,port=5,telnet=on,server=on,wait=off"
    ),
    (
      "<channel type='tcp'><source host='h,1' service='a,b'/><protocol type='raw'/>", "socket,ID,host=h,1,port=a,b",
      "socket,ID,host=h,1,port=a,b", "socket,ID,host=h,,1,port=a,,b"
    ),
    (
      "<channel type='udp'><source host='h' service='5'/>", "udp,ID,host=h,port=5,localaddr=,localport=0",
      "udp,ID,host=h,port=5,localaddr=,localport=0", "udp,ID,host=h,port=5,localaddr=,localport=0"
    ),
    (
      "<channel type='udp'><source mode='bind' host='b' service='6'/><source mode='connect' host='h' service='5'/>",
      "udp,ID,host=h,port=5,localaddr=b,localport=6", "udp,ID,host=h,port=5,localaddr=b,localport=6",
      "udp,ID,host=h,port=5,localaddr=b,localport=6"
    ),
    ("<channel type='spicevmc'>", "spicevmc,ID,name=vdagent", "spicevmc,ID,name=vdagent", "spicevmc,ID,name=vdagent"),
    (
      "<channel type='spiceport'><source channel='org.x.0'/>", "spiceport,ID,name=org.x.0", "spiceport,ID,name=org.x.0",
      "spiceport,ID,name=org.x.0"
    ),
    (
      "<channel type='dbus'><source channel='org.x.0'/>", "dbus,ID,name=org.x.0", "dbus,ID,name=org.x.0",
      "dbus,ID,name=org.x.0"
    ),
    (
      "<channel type='qemu-vdagent'><source><clipboard copypaste='yes'/><mouse mode='server'/></source>",
      "qemu-vdagent,ID,name=vdagent,clipboard=on,mouse=off", "qemu-vdagent,ID,name=vdagent,clipboard=on,mouse=off",
      "qemu-vdagent,ID,name=vdagent,clipboard=on,mouse=off"
    ),
  ]

  @Test(arguments: sources) func chardevsStandAsLibvirtPrintsThem(xml: String, old: String, middle: String, new: String)
  {
    let channel = xml + "<target type='virtio'/><alias name='channel0'/></channel>"
    for (versions, value) in [(Self.old, old), (Self.middle, middle), (Self.new, new)] {
      let id = value.split(separator: "ID", maxSplits: 1, omittingEmptySubsequences: false).joined(
        separator: "id=charchannel0")
      #expect(Self.portValues(channel, versions).first == id)
    }
  }

  static let bus =
    "<controller type='virtio-serial' index='2'><alias name='ua-bus'/><address type='virtio-mmio'/></controller>"

  @Test func portsNameTheBusOfTheirController() {
    let channel = """
      <channel type='null'><target type='virtio' name='a,b'/><alias name='channel0'/>
      <address type='virtio-serial' controller='2' bus='0' port='7'/></channel>
      """
    #expect(
      Self.values(Self.bus + channel, Self.old).last
        == "virtserialport,bus=ua-bus.0,nr=7,chardev=charchannel0,id=channel0,name=a,b")
    #expect(
      Self.values(Self.bus + channel, Self.old, dialect: .legacy).last
        == "virtserialport,bus=ua-bus.0,nr=7,chardev=charchannel0,id=channel0,name=a,,b")
    #expect(
      Self.values(Self.bus + channel, Self.new).last
        == #"{"driver":"virtserialport","bus":"ua-bus.0","nr":7,"chardev":"charchannel0","id":"channel0","name":"a,b"}"#
    )
  }

  /// `%02d` of `qemuDomainPrepareChannel`: two digits at least.
  @Test(arguments: [(9, "vioser-00-00-09.sock"), (10, "vioser-00-00-10.sock")])
  func theSocketOfAChannelWithoutANameHasItsAddress(port: Int, file: String) {
    let xml = """
      <channel type='unix'><target type='virtio'/>
      <address type='virtio-serial' controller='0' bus='0' port='\(port)'/></channel>
      """
    #expect(Self.portValues(xml, Self.middle).contains { $0.contains("/\(file),") })
  }

  @Test func aConsoleWithoutAddressHasNoBus() {
    let console = "<console type='null'><target type='virtio'/><alias name='console0'/></console>"
    #expect(
      Self.values(console, Self.new).last == #"{"driver":"virtconsole","chardev":"charconsole0","id":"console0"}"#)
  }

  @Test func theSpiceAgentHasItsName() {
    let channel = "<channel type='spicevmc'><target type='virtio'/><alias name='channel0'/></channel>"
    #expect(
      Self.values(channel, Self.old).last
        == "virtserialport,bus=virtio-serial0.0,nr=1,chardev=charchannel0,id=channel0,name=com.redhat.spice.0")
  }

  @Test func aForwardIsANetwork() {
    let channel =
      "<channel type='null'><target type='guestfwd' address='10.0.2.1' port='5'/><alias name='channel1'/></channel>"
    #expect(Self.values(channel, Self.old).last == "user,guestfwd=tcp:10.0.2.1:5-chardev:charchannel0,id=channel0")
    #expect(
      Self.values(channel, Self.middle).last
        == #"{"type":"user","guestfwd":[{"str":"tcp:10.0.2.1:5-chardev:charchannel0"}],"id":"channel0"}"#)
  }

  @Test func tlsBringsItsCredentials() {
    let channel = """
      <channel type='tcp'><source mode='bind' host='h' service='5' tls='yes'/><target type='guestfwd'/></channel>
      """
    #expect(
      Self.portValues(channel, Self.middle).prefix(2) == [
        #"{"qom-type":"tls-creds-x509","id":"objcharchannel0_tls0","dir":"/etc/pki/qemu","endpoint":"server","verify-peer":true}"#,
        "socket,id=charchannel0,host=h,port=5,server=on,wait=off,tls-creds=objcharchannel0_tls0",
      ])
  }

  @Test func descriptorsTakeThePlaceOfWhatLibvirtOpens() {
    let devices = """
      <channel type='unix'><source mode='bind' path='/s'/><log file='/l'/><target type='virtio'/><alias name='channel0'/></channel>
      <channel type='file'><source path='/f'/><target type='virtio'/><alias name='channel1'/></channel>
      """
    let descriptors = ["channel0": 51, "channel0-log": 52, "channel1": 53]
    #expect(
      Self.portValues(devices, Self.middle, descriptors: descriptors).filter { !$0.hasPrefix("{") } == [
        "set=0,fd=52,opaque=channel0-log",
        "socket,id=charchannel0,fd=51,server=on,wait=off,logfile=/dev/fdset/0,logappend=on",
        "set=1,fd=53,opaque=channel1-source",
        "file,id=charchannel1,path=/dev/fdset/1,append=on",
      ])
    #expect(Self.portValues(devices, Self.old, descriptors: descriptors).first == "set=0,fd=52")
  }

  @Test func aSocketThatConnectsKeepsItsPath() {
    let device = """
      <channel type='unix'><source mode='connect' path='/s'/><target type='virtio'/><alias name='channel0'/></channel>
      """
    #expect(
      Self.portValues(device, Self.middle, descriptors: ["channel0": 51]).first == "socket,id=charchannel0,path=/s")
  }
}
