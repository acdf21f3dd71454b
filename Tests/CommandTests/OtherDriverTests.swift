import JSONText
import TestKit
import Testing

/// Domains of libvirt drivers other than QEMU's: nothing but their text is judged, and nothing changes them.
@Suite struct OtherDriverTests {
  private let folder = TemporaryFolder()

  private static let container = """
    <domain type='lxc'>
      <name>c</name>
      <os><type>exe</type></os>
      <devices><console type='pty'><target type='lxc' port='0'/></console></devices>
    </domain>

    """

  private static let paravirtual = """
    <domain type='xen'>
      <name>x</name>
      <devices><emulator>/usr/bin/qemu-system-x86_64</emulator><channel type='nonsense'/></devices>
    </domain>

    """

  @Test(arguments: [container, paravirtual, "<domainsnapshot>\n\(container)</domainsnapshot>\n"])
  func lintSkipsThem(xml: String) throws {
    folder.write(xml, to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 0)
    #expect(run.text.isEmpty)
    #expect(run.errorText.hasPrefix("no findings in 0 files, 1 skipped ("))
  }

  @Test(arguments: ["kvm", "qemu", "hvf"]) func lintChecksThoseOfQEMU(type: String) throws {
    folder.write("<domain type='\(type)'><devices><channel type='nonsense'/></devices></domain>\n", to: "vm.xml")
    #expect(try Program.virtChannel("lint", "vm.xml", in: folder).status == 1)
  }

  @Test func lintCountsThemByType() throws {
    for name in ["a", "b"] { folder.write(Self.container, to: "\(name).xml") }
    folder.write(Self.paravirtual, to: "c.xml")
    let text = try Program.virtChannel("lint", ".", in: folder)
    #expect(text.errorText == "no findings in 0 files, 3 skipped (lxc 2, xen 1)\n")
    let json = try Program.virtChannel("lint", "--format", "json", ".", in: folder).text
    #expect(json.contains(#""skipped":3,"skippedDomainTypes":{"lxc":2,"xen":1}"#))
    let sarif = try Program.virtChannel("lint", "--format", "sarif", ".", in: folder).text
    #expect(sarif.contains(#""properties":{"skipped":3,"skippedDomainTypes":{"lxc":2,"xen":1}}"#))
  }

  @Test func lintStillReadsTheirText() throws {
    folder.write("<domain type='lxc'>\n<name>c</nam>\n</domain>\n", to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 1)
    #expect(run.text.contains("[VC001 malformed-xml]"))
  }

  @Test func aTypeThatNobodyHasIsOneError() throws {
    folder.write("<domain type='kmv'><devices><channel type='nonsense'/></devices></domain>\n", to: "vm.xml")
    let run = try Program.virtChannel("lint", "vm.xml", in: folder)
    #expect(run.status == 1)
    #expect(run.text.contains("vm.xml:1:15: error: unknown domain type 'kmv'; the rest of the domain is not checked"))
    #expect(run.text.contains("help: set type='kvm'"))
    #expect(run.errorText == "1 error in 1 file\n")
  }

  @Test(
    arguments: [
      ["fix"], ["fix", "--write"], ["argv"], ["resolve"], ["map"], ["generate", "--preset", "guest-agent", "--into"],
      ["generate", "--preset", "guest-agent", "--write", "--into"],
      ["generate", "channel", "--name", "a", "--attach"], ["connect", "--domain"],
    ])
  func everyOtherCommandRefusesThem(command: [String]) throws {
    folder.write(Self.container, to: "vm.xml")
    let run = try Program.run(Program.virtChannelPath, command + ["vm.xml"], in: folder.path)
    #expect(run.status == 2)
    #expect(run.text.isEmpty)
    #expect(
      run.errorText.hasPrefix(
        "virt-channel: vm.xml: the domain type 'lxc' is not one of libvirt's QEMU driver (kvm, qemu or hvf)\n"))
    #expect(try folder.text("vm.xml") == Self.container)
  }

  @Test func fixSkipsThemInADirectory() throws {
    folder.write(Self.container, to: "a.xml")
    folder.write(Samples.fixable, to: "b.xml")
    let run = try Program.virtChannel("fix", Samples.only, "--write", ".", in: folder)
    #expect(run.status == 0)
    #expect(run.errorText == "fixed 1 in 1 file, 1 skipped (lxc 1)\n")
    #expect(try folder.text("a.xml") == Self.container)
  }
}
