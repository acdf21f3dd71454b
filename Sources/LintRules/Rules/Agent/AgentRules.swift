internal import DomainModel
internal import Resolution
internal import SourceText

// VC5xx: the channel of the QEMU guest agent.
extension Rule {
  static let agent = [noGuestAgentChannel, agentNotUnix, agentNameNearMiss, agentConnectMode, duplicateAgent]

  static let noGuestAgentChannel = Rule(
    "VC501", "no-guest-agent-channel", .note,
    "The domain has no channel for the QEMU guest agent.",
    rationale: """
      Consistent snapshots, guest IP addresses, passwords, the guest clock and a reliable shutdown go through
      qemu-guest-agent, which uses the port org.qemu.guest_agent.0. Without this channel, virsh reports "QEMU guest
      agent is not configured". Domains whose guest cannot use the channel are not reported: macOS has no such
      agent, and Windows without other virtio devices has no driver for it.
      """,
    sources: [.libvirt("src/qemu/qemu_domain.c", "qemuFindAgentConfig")],
    good: [
      Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example(
        """
        <domain type='kvm' xmlns:libosinfo='http://libosinfo.org/xmlns/libvirt/domain/1.0'>
          <metadata>
            <libosinfo:libosinfo>
              <libosinfo:os id='http://apple.com/macosx/10.15'/>
            </libosinfo:libosinfo>
          </metadata>
          <devices>
            <console type='pty'/>
          </devices>
        </domain>
        """, in: .file),
      Example(
        """
        <domain type='kvm'>
          <name>vm</name>
          <devices>
            <console type='pty'/>
            {{ channels }}
          </devices>
        </domain>
        """, in: .file),
      Example(
        """
        <domain type='kvm'>
          <features>
            <hyperv mode='passthrough'/>
          </features>
          <devices>
            <disk type='block' device='disk'>
              <source dev='/dev/vg/windows'/>
              <target dev='sda' bus='sata'/>
            </disk>
          </devices>
        </domain>
        """, in: .file),
    ],
    bad: [
      Example(
        """
        <domain type='kvm'>
          <name>vm</name>
          <⟦devices⟧>
            <console type='pty'/>
          </devices>
        </domain>
        """,
        fixed: """
          <domain type='kvm'>
            <name>vm</name>
            <devices>
              <console type='pty'/>
              <channel type='unix'>
                <source mode='bind'/>
                <target type='virtio' name='org.qemu.guest_agent.0'/>
              </channel>
            </devices>
          </domain>
          """, in: .file)
    ]
  ) { context, findings in
    guard let devices = context.domain.devices, !context.domain.isFragment,
      !context.domain.channels.contains(where: { $0.isAgents || $0.isNearlyAgents }), !context.isMacOS,
      !context.isWindowsWithoutDrivers, !context.mayHaveMoreDevices
    else { return }
    findings.add(
      at: context.range(of: SourceNode(devices)), "the domain has no channel for the guest agent",
      help: "add a channel of type unix named '\(Channel.agentName)'",
      fixes: [Fix("add the guest agent's channel", .unsafe, edits: context.domain.edits(.guestAgent))])
  }

  static let agentNotUnix = Rule(
    "VC502", "agent-not-unix", .warning,
    "The guest agent's channel is not a Unix socket, so libvirt cannot use it.",
    rationale: """
      libvirt can reach the agent only through a Unix socket. With another type the domain starts, but commands fail
      with "QEMU guest agent is not connected", even if the agent is running in the guest.
      """,
    sources: [.libvirt("src/qemu/qemu_agent.c", "qemuAgentOpen")],
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example(
        "<channel type='⟦pty⟧'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example(
        """
        <channel type='⟦tcp⟧'>
          <source mode='bind' host='127.0.0.1' service='4555'/>
          <protocol type='raw'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <target type='virtio' name='org.qemu.guest_agent.0'/>
          </channel>
          """),
    ]
  ) { context, findings in
    for channel in context.domain.channels where channel.isAgents && channel.hasTypeWithoutAgent {
      findings.add(
        at: context.range(of: .type, in: channel.sourceNode),
        "libvirt cannot use the guest agent through a \(channel.source.type) channel",
        help: "set type='unix' and remove the <source>",
        fixes: [context.fix("set type='unix'", channel, safety: .unsafe) { $0.source = .unix(UnixSource()) }])
    }
  }

  static let agentNameNearMiss = Rule(
    "VC503", "agent-name-near-miss", .warning,
    "The channel name looks like a misspelling of org.qemu.guest_agent.0.",
    rationale: """
      libvirt and qemu-guest-agent recognize the port only by this name. With another name, libvirt reports "QEMU
      guest agent is not configured", and the agent does not start.
      """,
    sources: [.libvirt("src/qemu/qemu_domain.c", "qemuFindAgentConfig")],
    good: [
      Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example("<channel type='unix'><target type='virtio' name='ovirt-guest-agent.0'/></channel>"),
      Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_exec.0'/></channel>", onPage: false),
      Example(
        """
        <channel type='unix'>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        <channel type='unix'>
          <target type='virtio' name='org.qemu.guest_agent.1'/>
        </channel>
        """),
    ],
    bad: [
      Example(
        "<channel type='unix'><target type='virtio' name='⟦org.qemu.guest-agent.0⟧'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example(
        "<channel type='unix'><target type='virtio' name='⟦org.qemu.guest_agent.1⟧'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example(
        "<channel type='unix'><target type='virtio' name='⟦org.qemu.agent⟧'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example(
        "<channel type='unix'><target type='virtio' name='⟦org.qemu.guest_agnt.0⟧'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>", onPage: false),
    ]
  ) { context, findings in
    guard !context.domain.channels.contains(where: \.isAgents) else { return }
    for channel in context.domain.channels where channel.isNearlyAgents {
      guard let target = channel.target else { continue }
      findings.add(
        at: context.range(of: .name, in: target.sourceNode),
        "'\(channel.name ?? "")' looks like a misspelling of '\(Channel.agentName)', the port that the guest agent opens",
        help: "set name='\(Channel.agentName)'",
        fixes: [
          context.fix("set name='\(Channel.agentName)'", channel, safety: .unsafe) { $0.setName(Channel.agentName) }
        ])
    }
  }

  static let agentConnectMode = Rule(
    "VC504", "agent-connect-mode", .warning,
    "The guest agent's channel is in connect mode, so libvirt cannot connect to it.",
    rationale: """
      libvirt connects to the socket of the agent. In mode `connect`, QEMU also connects, and nothing listens.
      """,
    sources: [.libvirt("src/qemu/qemu_agent.c", "qemuAgentOpenUnix")],
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source mode='⟦connect⟧' path='/run/a'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        """,
        fixed:
          """
          <channel type='unix'>
            <source mode='bind' path='/run/a'/>
            <target type='virtio' name='org.qemu.guest_agent.0'/>
          </channel>
          """
      )
    ]
  ) { context, findings in
    for channel in context.domain.channels where channel.isAgents {
      guard case .unix(var socket) = channel.source, socket.mode == .connect, socket.path != nil else { continue }
      socket.mode = .bind
      findings.add(
        at: context.range(of: .mode, in: socket.sourceNode),
        "libvirt connects to the socket of the guest agent, so QEMU must listen on it",
        help: "set mode='bind', or remove the <source>",
        fixes: [context.fix("set mode='bind'", channel, safety: .unsafe) { $0.source = .unix(socket) }])
    }
  }

  static let duplicateAgent = Rule(
    "VC505", "duplicate-agent", .error,
    "Two channels claim the guest agent's port name.",
    rationale: """
      QEMU requires port names to be unique in a domain, across all controllers, and does not start. Often one channel
      comes from a template and the other from a tool that adds it.
      """,
    sources: [.qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize")],
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example(
        """
        <channel type='unix'>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        <channel type='unix'>
          <source mode='bind' path='/run/a'/>
          <target type='virtio' name='⟦org.qemu.guest_agent.0⟧'/>
        </channel>
        """)
    ]
  ) { context, findings in
    findings.addTakenNames(in: context, help: "keep one of them") { $0 == Channel.agentName }
  }
}

extension Channel {
  /// The port that qemu-guest-agent opens in the guest.
  static let agentName = "org.qemu.guest_agent.0"

  /// Whether it is the guest agent's channel, of any type.
  var isAgents: Bool { name == Self.agentName }

  /// Whether the type is one that the agent cannot be reached through, and that no other rule reports.
  fileprivate var hasTypeWithoutAgent: Bool {
    switch source {
    case .unix, .spicevmc, .other: false
    default: true
    }
  }

  /// Whether the name is most likely a misspelling of the agent's. Other agents have names of their own.
  fileprivate var isNearlyAgents: Bool {
    guard !isAgents, let name, name.utf8.count <= Self.longestMisspelling else { return false }
    return Self.isNearlyAgents(name.lowercased())
  }

  /// Longer names are not compared with the agent's: an untrusted one may have megabytes.
  private static let longestMisspelling = 256

  private static func isNearlyAgents(_ name: String) -> Bool {
    guard !name.holds("ovirt") else { return false }
    if name.holds("agent") {
      return name.hasPrefix("org.qemu") || name == agentName || [agentName].nearest(to: name) != nil
    }
    let words = name.split(separator: ".")
    guard words.starts(with: ["org", "qemu"]) else { return false }
    return words.dropFirst(2).contains { ["guest_agent"].nearest(to: String($0)) != nil }
  }
}
