import JSONText
import TestKit
import Testing

/// `compare`, from outside.
@Suite struct CompareCommandTests {
  private let folder = TemporaryFolder()
  private static let channel = "<channel type='unix'><target type='virtio' name='org.example.0'/></channel>"

  private func domain(_ devices: String, machine: String = "pc") -> String {
    """
    <domain type='kvm'><name>vm</name><memory>1024</memory><os><type arch='x86_64' machine='\(machine)'>hvm</type></os><devices>
    \(devices)</devices></domain>
    """
  }

  private func compare(_ xml: String, _ from: String, _ to: String, _ options: String...) throws -> Program {
    folder.write(xml, to: "vm.xml")
    let arguments = ["compare", "--from", from, "--to", to] + options + ["vm.xml"]
    return try Program.run(Program.virtChannelPath, arguments, in: folder.path)
  }

  @Test func namesTheReleaseThatMovedSockets() throws {
    let run = try compare(domain(Self.channel), "9.0.0/7.2.0", "9.10.0/7.2.0")
    #expect(run.status == 1)
    #expect(
      run.text.contains(
        "host  channel 'org.example.0'  /var/lib/libvirt/qemu/channel/target/domain-ID-vm/org.example.0"))
    #expect(run.text.contains("/run/libvirt/qemu/channel/ID-vm/org.example.0  libvirt 9.7.0\n"))
    #expect(run.text.contains("libvirt 9.7.0: sockets without a path are created in /run/libvirt/qemu/channel"))
    #expect(run.text.hasSuffix("1 of 1 domain changes from 9.0.0/7.2.0 to 9.10.0/7.2.0\n"))
  }

  @Test func findsNoReleasesForAVeryLargeFile() throws {
    let padding = "<!-- \(String(repeating: "x", count: 4 << 20)) -->"
    let run = try compare(domain(Self.channel + padding), "9.0.0/7.2.0", "9.10.0/7.2.0")
    #expect(run.status == 1)
    #expect(run.text.contains("/run/libvirt/qemu/channel/ID-vm/org.example.0\n"))
    #expect(!run.text.contains("libvirt 9.7.0"))
    #expect(
      run.errorText
        == "virt-channel: vm.xml: the file is too large to find the versions that cause its changes\n")
  }

  @Test func namesTheSameReleaseOnTheWayBack() throws {
    let run = try compare(domain(Self.channel), "12.8.0/11.1.3", "9.0.0/7.2.0")
    #expect(run.text.contains("/var/lib/libvirt/qemu/channel/target/domain-ID-vm/org.example.0  libvirt 9.7.0\n"))
  }

  @Test func tellsQEMUsChangesFromLibvirts() throws {
    let run = try compare(domain(Self.channel), "8.0.0/6.2.0", "8.0.0/7.0.0")
    #expect(run.text.contains("syntax  -device  keyval  json   QEMU 7.0.0\n"))
  }

  @Test func showsARefusalThatComes() throws {
    let spice = "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>"
    let run = try compare(domain(spice), "8.0.0/6.2.0", "8.5.0/6.2.0")
    #expect(run.status == 1)
    #expect(
      run.text.split(separator: "\n").contains {
        $0.hasPrefix("refusal") && $0.hasSuffix("-       refused  libvirt 8.4.0")
      })
    let back = try compare(domain(spice), "8.5.0/6.2.0", "8.0.0/6.2.0", "--format", "json")
    let differences = try JSONValue(parsing: back.text)["domains"]?.array?.first?["differences"]?.array ?? []
    let refusal = try #require(differences.first { $0["kind"] == "refusal" })
    #expect(refusal["before"] == "refused")
    #expect(refusal["after"] == nil)
    #expect(
      refusal["since"]?.array?.first?["changes"]?.array?.contains { $0["name"] == "spice-graphics-demanded" } == true)
  }

  @Test func findsNothingBetweenEqualReleases() throws {
    let run = try compare(domain(Self.channel), "9.0.0/7.2.0", "9.0.0/7.2.0")
    #expect(run.status == 0)
    #expect(run.text == "0 of 1 domain change from 9.0.0/7.2.0 to 9.0.0/7.2.0\n")
  }

  /// Where `compare` sees no option, socket or syntax change, `argv` prints the same; where it sees one, something else.
  @Test(arguments: Fixtures.names(in: "fixtures/resolution").filter { $0.hasSuffix(".xml") })
  func agreesWithArgv(file: String) throws {
    let path = "\(Fixtures.root)/fixtures/resolution/\(file)"
    for (old, new) in [(("9.0.0", "7.2.0"), ("12.8.0", "11.1.3")), (("7.0.0", "5.2.0"), ("9.0.0", "7.2.0"))] {
      func argv(_ pair: (String, String)) throws -> Program {
        try Program.virtChannel("argv", "--libvirt", pair.0, "--qemu", pair.1, path)
      }
      let run = try Program.virtChannel(
        "compare", "--from", "\(old.0)/\(old.1)", "--to", "\(new.0)/\(new.1)", "--format", "json", path)
      let differences = try JSONValue(parsing: run.text)["domains"]?.array?.first?["differences"]?.array ?? []
      let kinds = differences.compactMap { $0["kind"]?.string }
      let (before, after) = (try argv(old), try argv(new))
      guard before.status == 0, after.status == 0 else { continue }
      #expect((before.text == after.text) == !kinds.contains { ["option", "host", "syntax"].contains($0) })
      #expect(differences.allSatisfy { $0["since"]?.array?.isEmpty == false })
    }
  }

  @Test func takesDistributions() throws {
    let run = try compare(domain(Self.channel), "debian12", "ubuntu24.04")
    #expect(run.text.hasSuffix("1 of 1 domain changes from 9.0.0/7.2.22 to 10.0.0/8.2.2\n"))
    let argv = try Program.run(Program.virtChannelPath, ["argv", "--libvirt", "debian11", "vm.xml"], in: folder.path)
    #expect(argv.text.contains("server=on") == false)
    #expect(argv.text.contains(",server,nowait"))
    let unknown = try Program.run(Program.virtChannelPath, ["argv", "--libvirt", "debian", "vm.xml"], in: folder.path)
    #expect(unknown.status == 2)
    #expect(unknown.errorText.contains("a distribution such as debian12"))
  }

  @Test func needsReleasesToCompareWith() throws {
    let run = try Program.virtChannel("compare", "vm.xml")
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: no releases to compare with: give --from LIBVIRT/QEMU"))
    let impossible = try Program.virtChannel("compare", "--from", "12.8.0/2.0.0", "vm.xml")
    #expect(impossible.status == 2)
    #expect(impossible.errorText.contains("libvirt 12.8.0 requires QEMU 7.2.0 or later"))
  }

  @Test func refusesWhatIsNoDomain() throws {
    let run = try compare("<network/>", "9.0.0", "12.8.0")
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: vm.xml: contains no domain"))
  }
}
