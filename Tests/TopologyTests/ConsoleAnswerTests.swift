import DomainModel
import Resolution
import SourceText
import Testing
import Topology
import XMLTree

/// What `virsh console` opens, as libvirt 9.0.0 does.
@Suite struct ConsoleAnswerTests {
  @Test(arguments: [
    ("<console type='pty'/>", "serial0", true),
    ("<serial type='pty'/>", "serial0", true),
    ("<serial type='tcp'><source mode='bind' service='1'/></serial>", "serial0", false),
    ("<serial type='file'><source path='/a'/></serial><serial type='pty'/>", "serial0", false),
    ("<serial type='pty'><target type='pci-serial'/></serial>", "serial0", true),
    ("<serial type='file'><source path='/a'/><target type='pci-serial'/></serial>", "serial0", false),
    ("<console type='unix'><source mode='bind' path='/a'/><target type='virtio'/></console>", "console0", false),
    (
      "<serial type='file'><source path='/a'/><target type='pci-serial'/></serial><console type='pty'><target type='virtio'/></console>",
      "console0", true
    ),
  ])
  func theFirstConsoleIsOpened(devices: String, device: String, works: Bool) throws {
    let answer = try #require(try console(devices))
    #expect(answer.device == device)
    #expect(answer.works == works)
  }

  @Test func whyItFailsAndWhatToWriteIsSaid() throws {
    let answer = try #require(try console("<serial type='file'><source path='/a'/></serial><serial type='pty'/>"))
    #expect(
      answer.text
        == "virsh console fails with 'character device console0 is not using a PTY': serial0 is of type file; "
        + "use virsh console --devname serial1")
  }

  @Test func withoutADeviceThereIsNoAnswer() throws {
    #expect(try console("<channel type='pty'><target type='virtio' name='a'/></channel>") == nil)
  }

  @Test func theTerminalOfARunningConsoleIsShown() throws {
    let console = "<console type='pty' tty='/dev/pts/7'><source path='/dev/pts/7'/><target type='virtio'/></console>"
    func hosts(_ start: String) throws -> [String?] {
      let text = "\(start)<name>vm</name><devices><serial type='null'/>\(console)</devices></domain>"
      var parser = Domain.parser()
      let domain = try #require(Domain.read(parser.parse(SourceFile(name: "vm.xml", text))))
      let resolved = Resolver(Versions(libvirt: Version(9, 0), qemu: Version(7, 2))).resolve(domain)
      return ChannelMap(resolved, runningAs: resolved.domain.header.id).ways.filter { $0.kind == .console }.map(
        \.host.address)
    }
    #expect(try hosts("<domain type='kvm' id='3'>") == ["/dev/pts/7"])
    #expect(try hosts("<domain type='kvm'>") == [nil])
  }

  private func console(_ devices: String) throws -> ConsoleAnswer? {
    var parser = Domain.parser()
    let text = "<domain type='kvm'><name>vm</name><devices>\(devices)</devices></domain>"
    let domain = try #require(Domain.read(parser.parse(SourceFile(name: "test.xml", text))))
    return ChannelMap(Resolver(Versions(libvirt: Version(9, 0), qemu: Version(7, 2))).resolve(domain)).console
  }
}
