import JSONText
import TestKit
import Testing

/// `compare -c`: the domains of a host, from the host's own versions unless others are named.
@Suite struct LiveComparisonTests {
  private func host() -> FakeVirsh {
    let host = FakeVirsh.host(dumpxml: "cat domain.xml")
    host.folder.write(
      """
      <domain type='kvm'><name>x</name><memory>1024</memory><os><type arch='x86_64' machine='pc'>hvm</type></os><devices>
      <channel type='unix'><target type='virtio' name='org.example.0'/></channel></devices></domain>
      """, to: "domain.xml")
    return host
  }

  @Test func startsFromTheVersionsOfTheHost() throws {
    let run = try host().run("compare", "--to", "9.10.0/8.1.0", "-c", "--all")
    #expect(run.status == 1)
    #expect(run.text.hasPrefix("web\nWHAT"))
    #expect(run.text.contains("\noff\nWHAT"))
    #expect(run.text.hasSuffix("2 of 2 domains change from 9.0.0/8.1.0 to 9.10.0/8.1.0\n"))
  }

  @Test func comparesNamedDomainsAndNamedVersions() throws {
    let run = try host().run("compare", "--from", "9.7.0/8.1.0", "--to", "9.10.0/8.1.0", "-c", "web")
    #expect(run.status == 0)
    #expect(run.text == "0 of 1 domain change from 9.7.0/8.1.0 to 9.10.0/8.1.0\n")
  }

  @Test func countsDomainsOfOtherDrivers() throws {
    let host = FakeVirsh.host(dumpxml: "echo \"<domain type='test'><name>web</name></domain>\"")
    let run = try host.run("compare", "--to", "9.10.0/8.1.0", "-c", "--all")
    #expect(run.status == 0)
    #expect(run.errorText == "virt-channel: 2 skipped (test 2)\n")
  }

  @Test func answersPrograms() throws {
    let run = try host().run("compare", "--to", "9.10.0/8.1.0", "--format", "json", "-c", "--running")
    let answer = try JSONValue(parsing: run.text)
    #expect(answer["from"] == "9.0.0/8.1.0")
    #expect(answer["domains"]?.array?.compactMap { $0["domain"]?.string } == ["web"])
  }

  @Test func knowsWhereTheLibvirtOfAUserMakesItsSockets() throws {
    let host = FakeVirsh.host(dumpxml: "cat domain.xml", uri: "qemu:///session")
    host.folder.write(try self.host().folder.text("domain.xml"), to: "domain.xml")
    let run = try host.run(
      ["compare", "--to", "9.10.0/8.1.0", "-c", "web"],
      variables: ["XDG_CONFIG_HOME=/home/a/.config", "XDG_RUNTIME_DIR=/run/user/1000"])
    #expect(run.text.contains("/home/a/.config/libvirt/qemu/channel/target/domain-ID-x/org.example.0"))
    #expect(run.text.contains("/run/user/1000/libvirt/qemu/"))
  }

  @Test func needsDomains() throws {
    let run = try host().run("compare", "-c")
    #expect(run.status == 2)
    #expect(run.errorText.hasPrefix("virt-channel: no domains: give names, or use --all or --running\n"))
  }
}
