import GuestAgent
import TestKit
import Testing

@Suite struct DomainOptionTests {
  @Test func theAgentIsFoundByTheDomainsXML() throws {
    let agent = try FakeAgent()
    let xml = Self.domain("<source mode='bind' path='\(agent.path)'/>")
    let exec = try Program.virtChannel("agent", "exec", "--domain", "-", "sh", "-c", "exit 3", input: xml)
    #expect(exec.status == 3)
    let call = try Program.virtChannel("agent", "call", "--domain", "-", "guest-ping", input: xml)
    #expect(call.text == "{}\n")
  }

  @Test(arguments: ["vm/libvirt/qemu/run/channel/12-vm", "vm/libvirt/qemu/channel/target/domain-12-vm"])
  func aSocketOfLibvirtsMakingIsFoundWhileTheDomainRuns(folder: String) throws {
    let agent = try FakeAgent()
    let home = TemporaryFolder()
    var path = ""
    for part in folder.split(separator: "/") {
      path += path.isEmpty ? "\(part)" : "/\(part)"
      home.folder(path)
    }
    home.link("\(folder)/org.qemu.guest_agent.0", to: agent.path)
    let ping = try Program.run(
      Program.virtChannelPath, ["agent", "ping", "--domain", "-"], input: Array(Self.domain("").utf8),
      variables: ["XDG_CONFIG_HOME=\(home.path)/vm", "XDG_RUNTIME_DIR=\(home.path)/vm"])
    #expect(ping.status == 0, "\(ping.errorText)")
  }

  @Test func whatTheXMLRulesOutIsACause() throws {
    let xml = Self.domain("").replacing("type='unix'", with: "type='pty'")
    let ping = try Program.virtChannel("agent", "ping", "--domain", "-", input: xml)
    #expect(ping.status == FailureReason.impossible.exitStatus)
    #expect(ping.errorText.contains("is of type pty, which has no socket to connect to [impossible]"))
  }

  @Test func aDomainThatDoesNotRunIsTold() throws {
    let ping = try Program.virtChannel("agent", "ping", "--domain", "-", input: Self.domain(""))
    #expect(ping.status == FailureReason.noSocket.exitStatus)
    #expect(ping.errorText.contains("/ID-vm/org.qemu.guest_agent.0' (ID is the domain id) [no-socket]"))
  }

  @Test(arguments: [
    ["agent", "ping"], ["agent", "ping", "/run/a", "--domain", "b"], ["connect", "--channel", "a", "/run/a"],
    ["agent", "call", "/run/a"], ["agent", "exec", "/run/a"], ["connect", "tcp:a"],
  ])
  func wrongUsageIsStatus2(arguments: [String]) throws {
    #expect(try Program.run(Program.virtChannelPath, arguments).status == 2)
  }

  static func domain(_ source: String) -> String {
    """
    <domain type='kvm'><name>vm</name><os><type machine='pc'>hvm</type></os><devices>
      <channel type='unix'>\(source)<target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    </devices></domain>
    """
  }
}
