import DomainModel
import Resolution
import SourceText
import Testing
import XMLTree

@Suite struct ResolvedTextTests {
  @Test func saysWhatLibvirtFillsIn() throws {
    let text = try resolved(
      """
      <domain type='qemu'>
        <name>vm</name>
        <os><type arch='x86_64' machine='pc'>hvm</type></os>
        <devices>
          <!-- kept -->
          <channel type='unix'>
            <target type='virtio' name='org.qemu.guest_agent.0'/>
          </channel>
        </devices>
      </domain>
      """)
    #expect(text.contains("<address type='virtio-serial' controller='0' bus='0' port='1'/>"))
    #expect(text.contains("<controller type='virtio-serial' index='0'>"))
    #expect(text.contains("<address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/>"))
    #expect(text.contains("<!-- kept -->"))
    #expect(!text.contains("pci-root"))
  }

  @Test func addsThePortsItsControllersSitOn() throws {
    let text = try resolved(
      """
      <domain type='qemu'>
        <name>vm</name>
        <os><type arch='x86_64' machine='q35'>hvm</type></os>
        <devices>
          <controller type='virtio-serial' index='0'/>
        </devices>
      </domain>
      """)
    #expect(text.contains("bus='0x01' slot='0x00' function='0x0'/>"))
    #expect(text.contains("<target chassis='1' port='0x8'/>"))
    #expect(text.contains("slot='0x01' function='0x0' multifunction='on'/>"))
  }

  @Test func movesADeviceOffTheBusOfABridge() throws {
    let once = try resolved(
      """
      <domain type='qemu'>
        <name>vm</name>
        <os><type arch='aarch64' machine='virt'>hvm</type></os>
        <devices>
          <controller type='virtio-serial' model='virtio-transitional'/>
          <sound model='ich6'><address type='pci' bus='1' slot='3'/></sound>
        </devices>
      </domain>
      """)
    #expect(once.contains("<sound model='ich6'><address type='pci' bus='0x02' slot='3'/></sound>"))
    #expect(try resolved(once) == once)
  }

  @Test func givesAnAddedSCSIControllerTheModelOfTheFirst() throws {
    let text = """
      <domain type='qemu'>
        <name>vm</name>
        <os><type arch='x86_64' machine='q35'>hvm</type></os>
        <devices>
          <controller type='virtio-serial' index='0'/>
          <controller type='scsi' index='0' model='virtio-scsi'/>
          <disk type='file'><source file='/a.img'/><target dev='sdi' bus='scsi'/></disk>
        </devices>
      </domain>
      """
    #expect(try !resolved(text).contains("pcie-to-pci-bridge"))
    #expect(try resolved(text, Versions(libvirt: Version(9))).contains("pcie-to-pci-bridge"))
  }

  /// libvirt 9.0.0 numbers the bridge that is written first, later ones in the order of their indices.
  @Test(arguments: [(Version(9), ["0", "2", "3"]), (Version(12, 8), ["0", "1", "3"])])
  func numbersHostBridgesInTheOrderOfTheControllers(libvirt: Version, targets: [String]) throws {
    let text = try resolved(
      """
      <domain type='qemu'>
        <name>vm</name>
        <os><type arch='ppc64' machine='pseries'>hvm</type></os>
        <devices>
          <controller type='pci' index='2' model='pci-root'/>
          <controller type='virtio-serial' index='0'><address type='pci' bus='0x03' slot='0x02'/></controller>
        </devices>
      </domain>
      """, Versions(libvirt: libvirt))
    let found = text.split(separator: "<target index='").dropFirst().compactMap { $0.split(separator: "'").first }
    #expect(found.map(String.init) == targets)
  }

  @Test(arguments: ["cases", "cases-libvirt7", "cases-libvirt12", "wild"])
  func resolvingTwiceIsResolvingOnce(file: String) throws {
    for recording in try Recording.all(in: file) {
      guard let resolved = recording.resolved, recording.domain("full") != nil else { continue }
      let once = resolved.text
      let twice = try self.resolved(once, recording.versions)
      #expect(once == twice, Comment(rawValue: "\(file) \(recording.name)"))
    }
  }

  private func resolved(_ text: String, _ versions: Versions = .newest) throws -> String {
    var parser = Domain.parser()
    let document = parser.parse(SourceFile(name: "vm.xml", bytes: Array(text.utf8)))
    return Resolver(versions).resolve(try #require(Domain.read(document))).text
  }
}

extension ResolvedDomain {
  fileprivate var text: String { String(decoding: edits.applied(to: domain.document.file), as: UTF8.self) }
}
