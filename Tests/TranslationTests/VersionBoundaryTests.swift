import Resolution
import Testing

/// What an argument is just below and at the version that changed it. The values are libvirt's own, as it printed them.
@Suite struct VersionBoundaryTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let change: Change
    let xml: String
    var qemu = Version(7, 2)
    let before: String
    let after: String

    var testDescription: String { change.name }

    /// The libvirt, or where it does not matter the QEMU, one minor version below the change and at it.
    var versions: (before: Versions, after: Versions) {
      if change.libvirt == Version(0) {
        let old = Version(change.qemu.major, change.qemu.minor - 1)
        let older = change.qemu.minor > 0 ? old : Version(change.qemu.major - 1, 1)
        return (Versions(libvirt: Version(7), qemu: older), Versions(libvirt: Version(7), qemu: change.qemu))
      }
      let at = change.libvirt
      let below = at.minor > 0 ? Version(at.major, at.minor - 1) : Version(at.major - 1, 10)
      let qemu = max(qemu, change.qemu)
      return (Versions(libvirt: below, qemu: qemu), Versions(libvirt: at, qemu: qemu))
    }
  }

  static func channel(_ attributes: String, _ inner: String) -> String {
    "<channel \(attributes)>\(inner)<target type='virtio' name='a'/></channel>"
  }

  static let cases = [
    Case(
      change: .virtioModels, xml: "<controller type='virtio-serial' model='virtio-transitional'/>",
      before: "virtio-serial-pci,disable-legacy=off,disable-modern=off,id=virtio-serial0",
      after: "virtio-serial-pci-transitional,id=virtio-serial0"),
    Case(
      change: .virtioModels, xml: "<controller type='virtio-serial' model='virtio-non-transitional'/>",
      before: "virtio-serial-pci,disable-legacy=on,disable-modern=off,id=virtio-serial0",
      after: "virtio-serial-pci-non-transitional,id=virtio-serial0"),
    Case(
      change: .longBooleans, xml: channel("type='unix'", "<source mode='bind' path='/s'/>"), qemu: Version(5, 2),
      before: "socket,id=charchannel0,path=/s,server,nowait", after: "socket,id=charchannel0,path=/s,server=on,wait=off"
    ),
    Case(
      change: .serialBackend, xml: channel("type='dev'", "<source path='/dev/ttyS0'/>"),
      before: "tty,id=charchannel0,path=/dev/ttyS0", after: "serial,id=charchannel0,path=/dev/ttyS0"),
    Case(
      change: .chardevProperties, xml: channel("type='tcp'", "<source mode='connect' host='a,b' service='1'/>"),
      before: "socket,id=charchannel0,host=a,b,port=1", after: "socket,id=charchannel0,host=a,,b,port=1"),
    Case(
      change: .reconnectMilliseconds,
      xml: channel("type='unix'", "<source mode='connect' path='/s'><reconnect enabled='yes' timeout='10'/></source>"),
      before: "socket,id=charchannel0,path=/s,reconnect=10", after: "socket,id=charchannel0,path=/s,reconnect-ms=10000"),
  ]

  @Test(arguments: cases) func anArgumentChangesAtItsVersion(_ item: Case) {
    let (before, after) = item.versions
    #expect(DomainToOptionsTests.values(item.xml, before).contains { $0.hasPrefix(item.before) })
    #expect(DomainToOptionsTests.values(item.xml, after).contains { $0.hasPrefix(item.after) })
    #expect(!DomainToOptionsTests.values(item.xml, before).contains { $0.hasPrefix(item.after) })
  }

  static let timeouts: [(String, String, Versions, String)] = [
    ("tcp", "4294967295", Versions(libvirt: Version(10, 7), qemu: Version(8, 2)), ",reconnect=4294967295"),
    ("tcp", "4294967295", Versions(libvirt: Version(11, 3), qemu: Version(7, 2)), ""),
    ("tcp", "4294968", Versions(libvirt: Version(11, 3), qemu: Version(10)), ",reconnect-ms=704"),
    ("tcp", "2147484", Versions(libvirt: Version(11, 3), qemu: Version(10)), ""),
    ("unix", "4294967", Versions(libvirt: Version(11, 3), qemu: Version(10)), ",reconnect-ms=4294967000"),
    ("unix", "4294967295", Versions(libvirt: Version(11, 3), qemu: Version(10)), ""),
  ]

  /// `int` and `long long` of `qemuChardevGetBackendProps`.
  @Test(arguments: timeouts) func aReconnectTimeoutOverflowsAsLibvirtsDoes(
    type: String, timeout: String, versions: Versions, end: String
  ) {
    let address = type == "tcp" ? "host='h' service='1'" : "path='/s'"
    let xml = Self.channel(
      "type='\(type)'",
      "<source mode='connect' \(address)><reconnect enabled='yes' timeout='\(timeout)'/></source>")
    let socket = DomainToOptionsTests.portValues(xml, versions).first { $0.hasPrefix("socket") }
    #expect(socket == "socket,id=charchannel0,\(type == "tcp" ? "host=h,port=1" : "path=/s")\(end)")
  }

  @Test func anOlderLibvirtReadsTheLastTarget() {
    let xml = "<channel type='pty'><target type='virtio' name='a'/><target type='virtio' name='b'/></channel>"
    let old = DomainToOptionsTests.values(xml, Versions(libvirt: Version(7, 3), qemu: Version(5, 2)))
    #expect(old.contains { $0.hasSuffix(",name=b") })
    let new = DomainToOptionsTests.values(xml, Versions(libvirt: Version(7, 4), qemu: Version(5, 2)))
    #expect(new.contains { $0.hasSuffix(",name=a") })
  }

  static let peers: [(Version, String)] = [(Version(7), "verify-peer=yes"), (Version(7, 1), "verify-peer=on")]

  @Test(arguments: peers) func booleansOfObjectsAreThoseOfTheirTime(libvirt: Version, word: String) {
    let xml = Self.channel("type='tcp'", "<source mode='bind' host='h' service='1' tls='yes'/>")
    let values = DomainToOptionsTests.values(xml, Versions(libvirt: libvirt, qemu: Version(5, 2)))
    #expect(values.contains { $0.hasPrefix("tls-creds-x509,") && $0.hasSuffix(",\(word)") })
  }

  /// Of `/var/lib/libvirt/qemu/channel/target/domain-1-vm/b` a channel called `a` keeps all or nothing.
  static let paths: [(Version, path: String, isKept: Bool)] = [
    (Version(9, 6), "/var/lib/libvirt/qemu/channel/target/domain-1-vm/b", true),
    (Version(9, 7), "/var/lib/libvirt/qemu/channel/target/domain-1-vm/b", false),
    (Version(9, 10), "/data/domain-1-vm/b", false),
    (Version(10), "/data/domain-1-vm/b", true),
    (Version(9, 10), "/data/x3-vm/a", false),
    (Version(9, 10), "/data/x3-/a", true),
    (Version(10), "/data/x3-vm/a", true),
    (Version(10), "/run/libvirt/qemu/channel/3-vm/a", false),
    (Version(10), "/run/libvirt/qemu/channel/3-/a", true),
    (Version(9, 10), "/run/libvirt/qemu/channel/x.y/z", false),
    (Version(10), "/run/libvirt/qemu/channel/x.y/z", true),
  ]

  @Test(arguments: paths) func aPathOfLibvirtsOwnIsDropped(libvirt: Version, path: String, isKept: Bool) {
    let channel = Self.channel("type='unix'", "<source mode='bind' path='\(path)'/>")
    let xml = "<domain type='kvm'><name>vm</name><devices>\(channel)</devices></domain>"
    let values = DomainToOptionsTests.portValues(xml, Versions(libvirt: libvirt, qemu: Version(7, 2)))
    #expect(values.contains { $0.contains(",path=\(path),") } == isKept)
  }

  static let crypto: [(Version, String)] = [(Version(9), "pci.1"), (Version(9, 1), "pci.2")]

  /// Before, the element was ignored; since, the device needs a conventional slot, so a bridge takes the first root port.
  @Test(arguments: crypto) func aCryptoDeviceTakesASlotSinceItExists(libvirt: Version, bus: String) {
    let values = Self.onQ35("<crypto model='virtio' type='qemu'/>", Versions(libvirt: libvirt, qemu: Version(7, 2)))
    #expect(values.first?.contains(#""bus":"\#(bus)""#) == true)
  }

  static let cards = [
    ("virtio-net-pci", "pci.2"), ("pcnet", "pci.2"), ("smc91c111", "pci.2"), ("usb-net", "pci.1"), ("E1000", "pci.3"),
  ]

  /// A model that libvirt does not know is taken for a device of the host, which is PCI Express.
  @Test(arguments: cards) func aNetworkCardTakesTheSlotOfItsModel(model: String, bus: String) {
    let values = Self.onQ35(
      "<interface type='user'><model type='\(model)'/></interface>", Versions(libvirt: Version(9), qemu: Version(7, 2)))
    #expect(values.first?.contains(#""bus":"\#(bus)""#) == true, "\(values)")
  }

  @Test func aUSBRedirectionOverDBusHasLibvirtsName() {
    let values = Self.onQ35("<redirdev bus='usb' type='dbus'/>", Versions(libvirt: Version(9), qemu: Version(7, 2)))
    #expect(values.last == "dbus,id=charredir0,name=org.qemu.usbredir")
  }

  /// The options of a virtio-serial controller behind a device, on a q35 machine without further devices.
  private static func onQ35(_ device: String, _ versions: Versions) -> [String] {
    DomainToOptionsTests.values(
      """
      <domain type='kvm'><name>vm</name><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
      <memballoon model='none'/><controller type='usb' model='none'/>\(device)
      <controller type='virtio-serial' index='0'/></devices></domain>
      """, versions)
  }

  static let machines: [(architecture: String, machine: String, option: String?)] = [
    ("ppc", "g3beige", #""bus":"pci.0","addr":"0x2""#), ("alpha", "clipper", #""bus":"pci","addr":"0x2""#),
    ("sh4", "r2d", #""bus":"pci","addr":"0x2""#), ("armv6l", "virt", #"{"driver":"virtio-serial-device""#),
  ]

  /// Recorded from libvirt 9.0.0: it adds a USB controller on PCI before the virtio-serial controller.
  @Test(arguments: machines) func aBoardHasTheBusThatLibvirtGivesIt(
    architecture: String, machine: String, option: String?
  ) {
    let values = DomainToOptionsTests.values(
      """
      <domain type='qemu'><name>vm</name><os><type arch='\(architecture)' machine='\(machine)'>hvm</type></os><devices>
      <channel type='pty'><target type='virtio' name='a'/></channel></devices></domain>
      """, Versions(libvirt: Version(9), qemu: Version(7, 2)))
    #expect(values.first?.contains(option ?? "") == true, "\(values)")
  }

  static let minimums: [(Version, Version)] = [
    (Version(7, 4), Version(2, 11)), (Version(8, 3), Version(3, 1)), (Version(8, 7), Version(4, 2)),
    (Version(10, 6), Version(5, 2)), (Version(11, 2), Version(6, 2)), (Version(12, 4), Version(7, 2)),
  ]

  @Test(arguments: minimums) func aLibvirtRefusesAnOlderQEMU(libvirt: Version, qemu: Version) {
    #expect(Versions(libvirt: libvirt, qemu: qemu).problem == nil)
    let older = Version(qemu.major, qemu.minor - 1, 9)
    #expect(Versions(libvirt: libvirt, qemu: older).problem?.hasSuffix("but \(older) found)") == true)
  }
}
