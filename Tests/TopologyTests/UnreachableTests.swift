import DomainModel
import Resolution
import SourceText
import Testing
import Topology
import XMLTree

@Suite struct UnreachableTests {
  @Test func aChannelIsFoundByNameAndByAlias() throws {
    let map = try map(of: Self.several)
    #expect(try map.reachable("org.example.data").id == "channel1")
    #expect(try map.reachable("channel1").name == "org.example.data")
    #expect(throws: Unreachable.severalChannels(names: ["a", "org.example.data", "p"])) { try map.reachable(nil) }
  }

  @Test func theOnlyChannelNeedsNoName() throws {
    let map = try map(
      of: "<channel type='tcp'><source mode='bind' host='::' service='1'/><target type='virtio'/></channel>")
    #expect(try map.reachable(nil).host.address == "[::]:1")
  }

  static let several = """
    <channel type='unix'><source mode='connect' path='/run/a'/><target type='virtio' name='a'/></channel>
    <channel type='unix'><target type='virtio' name='org.example.data'/></channel>
    <channel type='pty'><target type='virtio' name='p'/></channel>
    """

  @Test(arguments: [
    ("a", "QEMU connects to /run/a itself, as a client", "listen"),
    ("p", "channel 'p' is of type pty, which has no socket to connect to", "type='unix'"),
    ("org.example.date", "the domain has no channel 'org.example.date'", "did you mean 'org.example.data'?"),
    ("zzzzzz", "the domain has no channel, console or serial port 'zzzzzz'", "available: a, org.example.data, p"),
  ])
  func whyNobodyCanConnectIsTold(name: String, description: String, help: String) throws {
    let map = try map(of: Self.several)
    let error = #expect(throws: Unreachable.self) { try map.reachable(name) }
    #expect(error?.description == description)
    #expect(error?.help.contains(help) == true)
  }

  @Test func aDomainWithoutChannelsIsTold() throws {
    let map = try map(of: "<console type='pty'><target type='virtio'/></console>")
    #expect(throws: Unreachable.noChannel) { try map.reachable("org.qemu.guest_agent.0") }
    #expect(throws: Unreachable.noChannel) { try map.reachable(nil) }
    #expect(throws: Unreachable.noSuchChannel("a", names: ["console0"])) { try map.reachable("a") }
  }

  @Test(arguments: [
    ("serial0", "/run/a"), ("console0", "/run/a"), ("isa:0", "/run/a"), ("ua-agent", "/run/b"), ("console1", "/run/c"),
    ("virtio-serial0:1", "/run/d"), ("channel0", "/run/d"),
  ])
  func consolesAndSerialPortsAreFound(word: String, path: String) throws {
    #expect(try map(of: Self.sockets).reachable(word).host.address == path)
  }

  @Test func aDeviceOfAnArgumentWithoutIDIsNamedByItsNumber() throws {
    let arguments = ["-chardev", "null,id=n", "-device", "isa-serial,chardev=n"].map { "<qemu:arg value='\($0)'/>" }
    let domain = """
      <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>vm</name>
      <os><type machine='pc'>hvm</type></os><devices>\(Self.several)</devices>
      <qemu:commandline>\(arguments.joined())</qemu:commandline></domain>
      """
    let map = ChannelMap(try resolve(domain))
    #expect(map.ways.count == 4)
    #expect(throws: Unreachable.noSuchChannel("b", names: ["a", "org.example.data", "p", "isa:0"])) {
      try map.way(called: "b")
    }
    #expect(try map.way(called: "isa:0").host.type == "null")
  }

  @Test func aNumberThatSeveralHaveIsNotEnough() throws {
    let map = try map(of: Self.sockets)
    #expect(throws: Unreachable.severalChannels(names: ["channel0", "ua-agent"])) { try map.reachable("1") }
  }

  @Test func aTerminalIsOpenedWithVirsh() throws {
    let error = #expect(throws: Unreachable.self) { try map(of: "<serial type='pty'/>").reachable("serial0") }
    #expect(error?.description == "serial port 'serial0' is of type pty, which has no socket to connect to")
    #expect(error?.help == "open it with `virsh console --devname serial0`")
  }

  static let sockets = """
    <serial type='unix'><source mode='bind' path='/run/a'/></serial>
    <serial type='unix'><source mode='bind' path='/run/b'/><alias name='ua-agent'/></serial>
    <console type='unix'><source mode='bind' path='/run/c'/><target type='virtio'/></console>
    <channel type='unix'><source mode='bind' path='/run/d'/><target type='virtio' name='a'/></channel>
    """

  @Test func aRunningDomainsSocketIsWhereItsXMLSays() throws {
    let text = """
      <domain type='kvm' id='7'><name>vm</name><devices><channel type='unix'>
        <source mode='bind' path='/var/lib/libvirt/qemu/channel/target/domain-7-vm/a'/><target type='virtio' name='a'/>
      </channel><channel type='unix'><target type='virtio' name='b'/></channel></devices></domain>
      """
    let resolved = try resolve(text)
    let running = ChannelMap(resolved, runningAs: resolved.domain.header.id)
    #expect(
      running.ports.map(\.host.address) == [
        "/var/lib/libvirt/qemu/channel/target/domain-7-vm/a", "/run/libvirt/qemu/channel/7-vm/b",
      ])
    #expect(!running.dependsOnID)
    #expect(
      ChannelMap(resolved).ports.map(\.host.address) == ["a", "b"].map { "/run/libvirt/qemu/channel/ID-vm/\($0)" })
  }

  private func map(of devices: String) throws -> ChannelMap {
    ChannelMap(try resolve("<domain type='kvm'><name>vm</name><devices>\(devices)</devices></domain>"))
  }

  private func resolve(_ text: String) throws -> ResolvedDomain {
    var parser = Domain.parser()
    let domain = try #require(Domain.read(parser.parse(SourceFile(name: "test.xml", text))))
    return Resolver(Versions(libvirt: Version(12, 0), qemu: Version(10, 0))).resolve(domain)
  }
}
