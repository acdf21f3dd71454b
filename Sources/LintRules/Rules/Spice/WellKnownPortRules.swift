internal import DomainModel
internal import Resolution
internal import SourceText

// Ports that programs in the guest open by name.
extension Rule {
  static let wellKnownPorts = [
    Rule(
      "VC414", "well-known-port-type", .warning,
      "A channel has the name of a well-known port, but a type on which its program gets no replies.",
      rationale: """
        spice-vdagent opens com.redhat.spice.0 and communicates with the SPICE server or with QEMU's qemu-vdagent;
        spice-webdavd opens org.spice-space.webdav.0 and communicates with the SPICE client; the oVirt guest agent
        opens ovirt-guest-agent.0 or com.redhat.rhevm.vdsm and communicates with VDSM through a Unix socket. With
        another type, the channel exists in the guest, but the program gets no replies. VC502 checks the port of the
        QEMU guest agent.
        """,
      sources: [.page("https://libvirt.org/formatdomain.html#channel", "libvirt: channel")],
      good: [
        Example(
          """
          <channel type='spiceport'>
            <source channel='org.spice-space.webdav.0'/>
            <target type='virtio' name='org.spice-space.webdav.0'/>
          </channel>
          <graphics type='spice'/>
          """),
        Example("<channel type='unix'><target type='virtio' name='ovirt-guest-agent.0'/></channel>"),
        Example("<channel type='qemu-vdagent'><target type='virtio' name='com.redhat.spice.0'/></channel>"),
      ],
      bad: [
        Example(
          """
          <channel type='⟦unix⟧'>
            <target type='virtio' name='com.redhat.spice.0'/>
          </channel>
          <graphics type='spice'/>
          """),
        Example("<channel type='⟦pty⟧'><target type='virtio' name='org.spice-space.webdav.0'/></channel>"),
        Example("<channel type='⟦pty⟧'><target type='virtio' name='com.redhat.rhevm.vdsm'/></channel>"),
      ]
    ) { context, findings in
      for channel in context.domain.channels {
        guard let port = channel.unansweredPort else { continue }
        let types = port.types.map { "'\($0.rawValue)'" }
        findings.add(
          at: context.range(of: .type, in: channel.sourceNode),
          "\(port.program) opens '\(port.rawValue)' but gets no replies on a channel of type '\(channel.source.type)'",
          help: "set type=\(types.alternatives), or use another name")
      }
    }
  ]
}

extension Channel {
  /// The well-known port that it is called after, when its type does not work. Other rules check the guest agent's (VC502) and
  /// the names of spicevmc channels (VC402).
  fileprivate var unansweredPort: WellKnownPort? {
    guard let port = name.flatMap({ WellKnownPort($0) }), port != .guestAgent else { return nil }
    switch source {
    case .spicevmc, .other: return nil
    default: return source.kind.map(port.types.contains) ?? true ? nil : port
    }
  }
}
