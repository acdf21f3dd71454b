internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// The channel of the agent that copies text between guest and client.
extension Rule {
  static let vdagents = [
    spiceWithoutVdagent, vncWithoutVdagent, duplicateVdagent, vdagentWrongName, vdagentWithoutClipboard,
  ]

  static let spiceWithoutVdagent = Rule(
    "VC403", "spice-without-vdagent", .note,
    "SPICE graphics have no agent channel, so the clipboard does not work.",
    rationale: """
      Clipboard sharing, adjusting the resolution to the client window and mouse input without capture require the
      agent in the guest (spice-vdagent), which uses the port com.redhat.spice.0. macOS has no such agent.
      """,
    sources: [.page("https://www.spice-space.org/spice-user-manual.html", "SPICE user manual")],
    good: [
      Example(
        """
        <channel type='spicevmc'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        <graphics type='spice' autoport='yes'/>
        """),
      Example(
        """
        <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
          <devices>
            <graphics type='spice' autoport='yes'/>
          </devices>
          <qemu:commandline>
            <qemu:arg value='-device'/>
            <qemu:arg value='isa-applesmc,osk=…'/>
          </qemu:commandline>
        </domain>
        """, in: .file),
    ],
    bad: [
      Example(
        """
        <console type='pty'/>
        <⟦graphics⟧ type='spice' autoport='yes'/>
        """,
        fixed: """
          <console type='pty'/>
          <channel type='spicevmc'>
            <target type='virtio' name='com.redhat.spice.0'/>
          </channel>
          <graphics type='spice' autoport='yes'/>
          """)
    ]
  ) { context, findings in
    guard let graphics = context.graphics("spice"), !context.hasVdagent, !context.isMacOS,
      !context.isWindowsWithoutDrivers, !context.mayHaveMoreDevices
    else { return }
    findings.add(
      at: context.range(of: graphics),
      "SPICE graphics have no agent channel, so the clipboard does not work",
      help: "add a channel of type spicevmc",
      fixes: [Fix("add a channel of type spicevmc", .unsafe, edits: context.domain.edits(.spiceVdagent))])
  }

  static let vncWithoutVdagent = Rule(
    "VC404", "vnc-without-vdagent", .note,
    optIn: "a VNC client without a clipboard is usual, and few clients support the one that qemu-vdagent provides",
    "VNC graphics have no agent channel, so the clipboard does not work.",
    rationale: """
      With a qemu-vdagent channel (libvirt 8.4.0, QEMU 6.1), the VNC server of QEMU shares the clipboard with
      spice-vdagent in the guest.
      """,
    sources: [.qemu("ui/vdagent.c", "vdagent_chr_open")],
    good: [
      Example(
        """
        <channel type='qemu-vdagent'>
          <source>
            <clipboard copypaste='yes'/>
          </source>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        <graphics type='vnc'/>
        """),
      Example("<graphics type='vnc'/>", with: .bullseye),
    ],
    bad: [
      Example(
        """
        <console type='pty'/>
        <⟦graphics⟧ type='vnc'/>
        """,
        fixed: """
          <console type='pty'/>
          <channel type='qemu-vdagent'>
            <source>
              <clipboard copypaste='yes'/>
              <mouse mode='client'/>
            </source>
            <target type='virtio' name='com.redhat.spice.0'/>
          </channel>
          <graphics type='vnc'/>
          """)
    ]
  ) { context, findings in
    guard context.versions.supports(.vdagentChardev), let graphics = context.graphics("vnc"), !context.hasVdagent,
      !context.isMacOS, !context.isWindowsWithoutDrivers, !context.mayHaveMoreDevices
    else { return }
    findings.add(
      at: context.range(of: graphics),
      "VNC graphics have no agent channel, so the clipboard does not work",
      help: "add a channel of type qemu-vdagent",
      fixes: [Fix("add a channel of type qemu-vdagent", .unsafe, edits: context.domain.edits(.qemuVdagent))])
  }

  static let duplicateVdagent = Rule(
    "VC405", "duplicate-vdagent", .error,
    "Two channels claim the SPICE agent's port name.",
    rationale: """
      The agent opens one port, com.redhat.spice.0, and QEMU requires port names to be unique. A spicevmc channel,
      which has this name by default, and a qemu-vdagent channel cannot be combined.
      """,
    sources: [.qemu("hw/char/virtio-serial-bus.c", "virtser_port_device_realize")],
    good: [Example("<channel type='spicevmc'><target type='virtio'/></channel>\n<graphics type='spice'/>")],
    bad: [
      Example(
        """
        <channel type='spicevmc'>
          <target type='virtio'/>
        </channel>
        <channel type='spicevmc'>
          <⟦target⟧ type='virtio'/>
        </channel>
        <graphics type='spice'/>
        """),
      Example(
        """
        <channel type='spicevmc'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        <channel type='qemu-vdagent'>
          <target type='virtio' name='⟦com.redhat.spice.0⟧'/>
        </channel>
        <graphics type='spice'/>
        """),
    ]
  ) { context, findings in
    findings.addTakenNames(
      in: context, help: "keep spicevmc if the domain has SPICE graphics, qemu-vdagent otherwise"
    ) { $0 == Channel.vdagentName }
  }

  static let vdagentWrongName = Rule(
    "VC406", "vdagent-wrong-name", .warning, needs: .rareSources,
    "A qemu-vdagent channel has a name that no agent looks for.",
    rationale: """
      For both SPICE and qemu-vdagent, the agent in the guest is spice-vdagent, which opens the port
      com.redhat.spice.0. With another name, or none, nothing uses the channel.
      """,
    sources: [.page("https://libvirt.org/formatdomain.html#channel", "libvirt: channel")],
    good: [Example("<channel type='qemu-vdagent'><target type='virtio' name='com.redhat.spice.0'/></channel>")],
    bad: [
      Example(
        "<channel type='qemu-vdagent'><target type='virtio' name='⟦vdagent⟧'/></channel>",
        fixed: "<channel type='qemu-vdagent'><target type='virtio' name='com.redhat.spice.0'/></channel>"),
      Example(
        "<channel type='qemu-vdagent'><⟦target⟧ type='virtio'/></channel>",
        fixed: "<channel type='qemu-vdagent'><target type='virtio' name='com.redhat.spice.0'/></channel>"),
    ]
  ) { context, findings in
    for channel in context.domain.channels where channel.source.kind == .qemuVdagent && channel.isVirtio {
      guard let target = channel.target, channel.name != Channel.vdagentName else { continue }
      findings.add(
        at: context.range(of: .name, in: target.sourceNode),
        "the agent in the guest looks for the port '\(Channel.vdagentName)'",
        help: "set name='\(Channel.vdagentName)'",
        fixes: [
          context.fix("set name='\(Channel.vdagentName)'", channel, safety: .unsafe) {
            $0.setName(Channel.vdagentName)
          }
        ])
    }
  }

  static let vdagentWithoutClipboard = Rule(
    "VC407", "vdagent-without-clipboard", .note,
    "A qemu-vdagent channel does not enable the clipboard.",
    rationale: """
      A qemu-vdagent channel does not share the clipboard by default: without <clipboard>, only the mouse uses it.
      """,
    sources: [.qemu("ui/vdagent.c", "vdagent_chr_open")],
    good: [
      Example(
        """
        <channel type='qemu-vdagent'>
          <source>
            <clipboard copypaste='yes'/>
          </source>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        """),
      Example(
        """
        <channel type='qemu-vdagent'>
          <source>
            <clipboard copypaste='no'/>
          </source>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        """),
    ],
    bad: [
      Example(
        """
        <channel type='⟦qemu-vdagent⟧'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        """,
        fixed: """
          <channel type='qemu-vdagent'>
            <source>
              <clipboard copypaste='yes'/>
            </source>
            <target type='virtio' name='com.redhat.spice.0'/>
          </channel>
          """)
    ]
  ) { context, findings in
    for channel in context.domain.channels where channel.isVirtio {
      guard case .qemuVdagent(var source) = channel.source, source.clipboard == nil else { continue }
      source.clipboard = Clipboard(copypaste: .yes)
      findings.add(
        at: context.range(of: .type, in: channel.sourceNode), "clipboard sharing is off by default",
        help: "add <clipboard copypaste='yes'/> to <source>, or copypaste='no' if that is intended",
        fixes: [context.fix("enable clipboard sharing", channel, safety: .unsafe) { $0.source = .qemuVdagent(source) }])
    }
  }
}

extension Channel {
  /// Names a virtio channel.
  mutating func setName(_ name: String) {
    guard case .virtio(var virtio)? = target?.kind else { return }
    virtio.name = name
    target?.kind = .virtio(virtio)
  }
}

extension RuleContext {
  fileprivate var hasVdagent: Bool {
    let channels = domain.channels
    return channels.indices.contains { channels[$0].source.isVdagents }
  }

  /// The first graphics device of a type.
  fileprivate func graphics(_ type: String) -> SourceNode? {
    domain.devices(named: .graphics).first { document.value(.type, of: $0) == type }.map { SourceNode($0) }
  }
}

extension ChardevSource {
  /// Whether it is for the agent of SPICE or of QEMU's clipboard.
  fileprivate var isVdagents: Bool { self == .spicevmc || kind == .qemuVdagent }
}
