import DomainModel
import Resolution
import SourceText
import TestKit
import Testing
import Topology
import XMLTree

@Suite struct ChannelMapTests {
  @Test func aLinuxGuestNumbersPortsByAllItsVirtioDevices() throws {
    let map = try map("fixtures/map/numbering.xml")
    #expect(map.ports.map(\.guest.device) == ["/dev/vport5p1", "/dev/vport2p3", "/dev/vport1p4"])
    #expect(map.controllers.map(\.busAddress) == ["0000:06:00.0", "0000:02:01.0", "0000:00:10.0"])
  }

  @Test func aConsoleWithoutPortGetsTheLowestFreeOneOfTheControllerQEMUFinds() throws {
    let map = try map("fixtures/map/everything.xml")
    let consoles = map.ports.filter { $0.kind == .console }
    #expect(consoles.map { [$0.controller, $0.number] } == [[0, 40], [2, 0]])
    #expect(consoles.map(\.guest.terminal) == ["/dev/hvc0", "/dev/hvc1"])
  }

  /// QEMU looks at the bridge that was plugged in last first, whichever controller was.
  @Test func aConsoleWithoutPortIsOnTheControllerBehindTheLastBridge() throws {
    let map = try map(
      text: """
        <domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
          <controller type='virtio-serial' index='0'><address type='pci' bus='2' slot='0'/></controller>
          <controller type='virtio-serial' index='1'><address type='pci' bus='1' slot='0'/></controller>
          <console type='pty'><target type='virtio'/></console>
        </devices></domain>
        """)
    #expect(map.ports.map { [$0.controller, $0.number] } == [[0, 0]])
  }

  @Test func aSpiceChannelWithoutNameHasTheSpiceAgents() throws {
    let map = try map(text: "<channel type='spicevmc'><target type='virtio'/></channel>")
    #expect(map.ports.map(\.guest.link) == ["/dev/virtio-ports/com.redhat.spice.0"])
  }

  @Test func aFreeBSDGuestNumbersPortsInBase32() throws {
    let map = try map(
      text: """
        <domain type='kvm'><name>n</name><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>
          <channel type='pty'><target type='virtio'/><address type='virtio-serial' port='17'/></channel>
        </devices></domain>
        """)
    #expect(map.ports.map(\.guest.freebsd) == ["/dev/ttyV0.h"])
  }

  @Test func onlyAChannelHasAPathByItsNameInWindowsAndMacOS() throws {
    let options = ["-device", "virtio-serial-pci", "-chardev", "null,id=c", "-device"]
    let map = try map(
      text: """
        <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><name>n</name>
          <os><type arch='x86_64' machine='q35'>hvm</type></os>
          <qemu:commandline>
            \((options + ["virtconsole,chardev=c,name=org.example.0"]).map { "<qemu:arg value='\($0)'/>" }.joined())
          </qemu:commandline>
        </domain>
        """)
    let console = try #require(map.ways.first { $0.kind == .console })
    let paths = [.linux, .windows, .macos].map { console.path(in: $0) }
    #expect(paths == ["/dev/virtio-ports/org.example.0", nil, nil])
  }

  @Test func freePortsAreThoseChannelsCanHave() throws {
    let controllers = try map("fixtures/guest/two-controllers.xml").controllers
    #expect(controllers.map(\.freePorts) == [[3...6, 8...30], [1...1]])
  }

  @Test func aFragmentHasNoNumbers() throws {
    let map = try map(text: "<channel type='unix'><target type='virtio' name='a'/></channel>")
    #expect(map.ports.map(\.guest.device) == [nil])
    #expect(map.ports.map(\.guest.link) == ["/dev/virtio-ports/a"])
  }

  @Test func aChannelMapOfNothingIsEmpty() throws {
    let map = try map(text: "<domain><name>n</name><devices/></domain>")
    #expect(map.ways.isEmpty && map.controllers.isEmpty && map.remarks.isEmpty)
    #expect(map.svg().hasPrefix("<svg"))
  }

  /// The files of `make map-goldens`.
  @Test(arguments: ["linux", "windows", "freebsd"]) func tablesAreAsRecorded(system: String) throws {
    let map = try virtChannelMap("--guest", system, "fixtures/map/everything.xml")
    #expect(map.text == text("fixtures/map/everything.\(system)"))
    #expect(map.status == 0)
  }

  /// The files of `make map-goldens`, which have what is printed beside the table as well: each machine with the guests that run on it.
  @Test(arguments: [
    ("pc", everySystem), ("q35", everySystem), ("arm", ["linux", "windows", "freebsd", "openbsd", "netbsd"]),
    ("riscv", ["linux", "freebsd", "openbsd", "netbsd"]), ("mac99", ["linux", "freebsd", "openbsd", "netbsd"]),
    ("pseries", ["linux", "freebsd"]), ("s390x", ["linux"]), ("microvm", ["linux", "netbsd"]),
  ])
  func waysIntoEachMachineAreAsRecorded(machine: String, systems: [String]) throws {
    for system in systems {
      let map = try virtChannelMap("--guest", system, "fixtures/map/\(machine).xml")
      let recorded = try #require(text("fixtures/map/\(machine).\(system)"))
      #expect(recorded == map.text + String(decoding: map.errors, as: UTF8.self), "\(machine) with \(system)")
    }
  }

  private static let everySystem = ["linux", "windows", "freebsd", "openbsd", "netbsd", "macos"]

  /// What libvirt refuses is marked, and the rest is shown.
  @Test func aDomainWithWrongDevicesIsShown() throws {
    let map = try virtChannelMap("--guest", "linux", "fixtures/map/refused.xml")
    #expect(map.status == 1)
    #expect(map.text == text("fixtures/map/refused.linux"))
    #expect(map.text.split(separator: "\n").count { $0.contains("(refused)") } == 2)
    #expect(String(decoding: map.errors, as: UTF8.self).contains("VC203"))
  }

  @Test(arguments: ["svg", "dot", "mermaid", "json"]) func formsAreAsRecorded(form: String) throws {
    let map = try virtChannelMap("--format", form, "fixtures/map/everything.xml")
    #expect(map.text == text("fixtures/map/everything.\(form)"))
  }

  @Test func thePictureInTheDocumentationIsTheOneThatIsDrawn() throws {
    let map = try virtChannelMap("--format", "svg", "fixtures/guest/two-controllers.xml")
    #expect(map.text == text("docs/pictures/two-controllers.svg"))
  }

  @Test func whatIsNoDomainIsNotMapped() throws {
    let map = try Program.virtChannel("map", "-", input: "<channel type='unix'><target type='virtio'/>")
    #expect(map.status == 1)
    #expect(map.text == "")
  }

  private func virtChannelMap(_ option: String, _ value: String, _ path: String) throws -> Program {
    try Program.virtChannel("map", "--libvirt", "9.0.0", "--qemu", "7.2.0", option, value, "\(Fixtures.root)/\(path)")
  }

  private func text(_ path: String) -> String? { Fixtures.bytes(path).map { String(decoding: $0, as: UTF8.self) } }

  private func map(_ path: String) throws -> ChannelMap { try map(text: #require(text(path))) }

  private func map(text: String) throws -> ChannelMap {
    var parser = Domain.parser()
    let domain = try #require(Domain.read(parser.parse(SourceFile(name: "test.xml", text))))
    return ChannelMap(Resolver(Versions(libvirt: Version(9, 0), qemu: Version(7, 2))).resolve(domain))
  }
}
