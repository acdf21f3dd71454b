import LintRules
import Resolution
import SourceText
import Testing

/// Help that must work at the element it points at.
@Suite struct HelpTextTests {
  @Test func anAgentsPortIsNotRenamedForItsPath() throws {
    let connection = LibvirtConnection.session(
      configHome: "/home/" + String(repeating: "x", count: 60) + "/.config", runtimeDirectory: "/run/user/1000")
    let help = try help(
      "VC304", "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
      Versions(libvirt: Version(9), qemu: Version(7, 2)), connection)
    #expect(!help.contains("shorten the name"))
    #expect(help.contains("XDG_CONFIG_HOME"))
    #expect(help.contains("libvirt 9.7"))
  }

  @Test func aSerialPortIsNotGivenAConsolesTarget() throws {
    let devices = "<serial type='pty'/><serial type='pty'/>"
    let help = try help("VC606", devices, machine: "arch='s390x' machine='s390-ccw-virtio'")
    #expect(help.hasPrefix("remove the <serial>"))
  }

  @Test func withoutGraphicsASpiceChannelIsRemoved() throws {
    let help = try help(
      "VC401", "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>")
    #expect(help.hasPrefix("remove it"))
    #expect(!help.contains("qemu-vdagent"))
  }

  private func help(
    _ code: String, _ devices: String, _ versions: Versions = .newest, _ connection: LibvirtConnection = .system,
    machine: String = "arch='x86_64' machine='pc'"
  ) throws -> String {
    var linter = Linter(versions: versions, connection: connection)
    let text = """
      <domain type='kvm'><name>vm</name><memory>1</memory><os><type \(machine)>hvm</type></os>
      <devices>\(devices)</devices></domain>
      """
    let found = linter.lint(SourceFile(name: "vm.xml", text)).diagnostics
    return try #require(found.first { $0.rule.code == code }?.help)
  }
}
