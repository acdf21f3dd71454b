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
      Snapshots of file systems at rest, the guest's addresses, passwords, time and a shutdown that the guest cannot miss go through
      qemu-guest-agent, which talks through the port org.qemu.guest_agent.0. Without the channel virsh says "QEMU guest agent is not
      configured". macOS has no such agent.
      """,
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
      !context.mayHaveMoreDevices
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
      libvirt talks to the agent through a unix socket only. With any other type the domain starts, and each command ends in "QEMU guest
      agent is not connected", whatever the agent in the guest does.
      """,
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
        "libvirt does not talk to the guest agent through a \(channel.source.type) channel",
        help: "write type='unix', and no <source>",
        fixes: [context.fix("write type='unix'", channel, safety: .unsafe) { $0.source = .unix(UnixSource()) }])
    }
  }

  static let agentNameNearMiss = Rule(
    "VC503", "agent-name-near-miss", .warning,
    "The channel name looks like a misspelling of org.qemu.guest_agent.0.",
    rationale: """
      libvirt and qemu-guest-agent know the port by this name alone: under another libvirt says "QEMU guest agent is not configured",
      and the agent does not start.
      """,
    good: [
      Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example("<channel type='unix'><target type='virtio' name='ovirt-guest-agent.0'/></channel>"),
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
    ]
  ) { context, findings in
    guard !context.domain.channels.contains(where: \.isAgents) else { return }
    for channel in context.domain.channels where channel.isNearlyAgents {
      guard let target = channel.target else { continue }
      findings.add(
        at: context.range(of: .name, in: target.sourceNode),
        "'\(channel.name ?? "")' looks like a misspelling of '\(Channel.agentName)', the port that the guest agent opens",
        help: "write name='\(Channel.agentName)'",
        fixes: [
          context.fix("write name='\(Channel.agentName)'", channel, safety: .unsafe) { $0.setName(Channel.agentName) }
        ])
    }
  }

  static let agentConnectMode = Rule(
    "VC504", "agent-connect-mode", .warning,
    "The guest agent's channel connects instead of listening.",
    rationale: """
      libvirt connects to the agent's socket. In the mode `connect` QEMU connects as well, and nobody listens.
      """,
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example(
        "<channel type='unix'><source mode='⟦connect⟧' path='/run/a'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
        fixed:
          "<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
      )
    ]
  ) { context, findings in
    for channel in context.domain.channels where channel.isAgents {
      guard case .unix(var socket) = channel.source, socket.mode == .connect, socket.path != nil else { continue }
      socket.mode = .bind
      findings.add(
        at: context.range(of: .mode, in: socket.sourceNode),
        "libvirt connects to the guest agent's socket, so QEMU has to listen there",
        help: "write mode='bind', or leave the <source> out",
        fixes: [context.fix("write mode='bind'", channel, safety: .unsafe) { $0.source = .unix(socket) }])
    }
  }

  static let duplicateAgent = Rule(
    "VC505", "duplicate-agent", .error,
    "Two channels claim the guest agent's port name.",
    rationale: """
      QEMU gives the name of a port once in a domain, on whichever controller, and does not start. Often one comes from a template and one
      from a tool that adds it.
      """,
    foresees: [Refusal(by: .qemu, "virtio-serial-bus: A port already exists by name org.qemu.guest_agent.0")],
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

  /// Whether it is the guest agent's channel, of whatever type.
  var isAgents: Bool { name == Self.agentName }

  /// Whether the type is one that the agent cannot be reached through, and that nothing else is to be said about.
  fileprivate var hasTypeWithoutAgent: Bool {
    switch source {
    case .unix, .spicevmc, .other: false
    default: true
    }
  }

  /// Whether the name is most likely a misspelling of the agent's. Other agents have names of their own.
  fileprivate var isNearlyAgents: Bool {
    guard !isAgents, let name = name?.lowercased(), name.holds("agent"), !name.holds("ovirt") else {
      return false
    }
    return name.hasPrefix("org.qemu") || name == Self.agentName || [Self.agentName].nearest(to: name) != nil
  }
}
