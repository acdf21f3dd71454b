/// Domains that the tests open.
enum Samples {
  /// Two channels claim port 1, one of them on line 11.
  static let clash = domain(
    """
    <controller type='virtio-serial' index='0'/>
    \(channel("org.qemu.guest_agent.0", port: 1))
    \(channel("org.example.0", port: 1))
    """)

  /// A domain without a finding.
  static let clean = domain(
    """
    <controller type='virtio-serial' index='0'/>
    \(channel("org.example.0", port: 1))
    """)

  /// A domain with devices, each line indented by four blanks. The first is on line 5, counted from 0.
  static func domain(_ devices: String, type: String = "kvm") -> String {
    let lines = devices.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    return """
      <domain type='\(type)'>
        <name>vm</name>
        <memory unit='MiB'>512</memory>
        <os><type arch='x86_64' machine='q35'>hvm</type></os>
        <devices>
      \(lines.joined(separator: "\n"))
        </devices>
      </domain>

      """
  }

  /// A channel of four lines.
  static func channel(_ name: String, port: Int) -> String {
    """
    <channel type='unix'>
      <target type='virtio' name='\(name)'/>
      <address type='virtio-serial' controller='0' bus='0' port='\(port)'/>
    </channel>
    """
  }
}
