internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What says which kind of device it is.
extension Rule {
  static let types = [missingTarget, badTargetType, missingChannelType, unknownChannelType]

  static let missingChannelType = Rule(
    "VC106", "missing-channel-type", .warning,
    "A channel has no type, so libvirt makes it a pty.",
    rationale: """
      libvirt uses type='pty' for a channel without a type. The path of a pty changes at each start, and libvirt can
      reach the guest agent only through a Unix socket.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrDefParseXML")],
    good: [
      Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example("<console><target type='serial'/></console>"),
    ],
    bad: [
      Example(
        "<⟦channel⟧><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")
    ]
  ) { context, findings in
    let channels = context.domain.channels
    for index in channels.indices {
      guard let node = channels[index].sourceNode.node, context.document.attribute(Name.type.xml, of: node) == nil
      else {
        continue
      }
      let edits = context.domain.edits(adding: "type", "unix", to: node)
      findings.add(
        at: context.document.nameRange(of: node), "the channel has no type, so libvirt uses pty",
        help: "set type='unix', or type='pty' if that is intended",
        fixes: [Fix("set type='unix'", .unsafe, edits: edits)])
    }
  }

  static let unknownChannelType = Rule(
    "VC107", "unknown-channel-type", .error, needs: .rareSources,
    "The type of a channel or console is unknown to libvirt.",
    rationale: """
      The type selects the host side of the device, in lower case: null, vc, pty, dev, file, pipe, stdio, udp, tcp,
      unix, spicevmc, spiceport or nmdm; since libvirt 8.4.0 also qemu-vdagent (with QEMU 6.1) and dbus (with QEMU
      7.0).
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrDefParseXML")],
    good: [
      Example("<channel type='unix'><target type='virtio' name='a'/></channel>"),
      Example("<channel type='qemu-vdagent'><target type='virtio' name='com.redhat.spice.0'/></channel>"),
    ],
    bad: [
      Example(
        "<channel type='⟦socket⟧'><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='⟦UNIX⟧'><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='a'/></channel>"),
      Example("<console type='⟦screen⟧'/>"),
      Example(
        "<channel type='⟦qemu-vdagent⟧'><target type='virtio' name='com.redhat.spice.0'/></channel>", with: .bullseye),
      Example(
        "<channel type='⟦qemu-vdagent⟧'><target type='virtio' name='com.redhat.spice.0'/></channel>",
        with: Versions(libvirt: Version(9), qemu: Version(6, 0)), onPage: false),
      Example(
        "<channel type='⟦dbus⟧'><source channel='org.a'/><target type='virtio' name='a'/></channel>",
        with: Versions(libvirt: Version(9), qemu: Version(6, 2)), onPage: false),
    ]
  ) { context, findings in
    for channel in context.domain.channels { context.checkType(of: channel.source, at: channel.sourceNode, &findings) }
    for console in context.domain.consoles { context.checkType(of: console.source, at: console.sourceNode, &findings) }
  }

}

extension RuleContext {
  /// Words that users write instead of `unix`.
  private static let wordsForUnix = ["socket", "unix-socket", "unixsocket", "virtio", "virtio-serial"]

  fileprivate func checkType(of source: ChardevSource, at sourceNode: SourceNode, _ findings: inout Findings) {
    if case .other(let type) = source {
      report(unknown: type, at: sourceNode, &findings)
    } else {
      report(early: source, at: sourceNode, &findings)
    }
  }

  private func report(unknown type: String, at sourceNode: SourceNode, _ findings: inout Findings) {
    let known = ChardevSource.Kind.words
    let near = Self.wordsForUnix.contains(type.lowercased()) ? "unix" : known.nearest(to: type)
    findings.add(
      at: range(of: .type, in: sourceNode), "unknown character device type '\(type)'",
      help: near.map { "set type='\($0)'" } ?? "the types are \(known.alternatives)",
      refusal: .unsupported("unknown type presented to host for character device: \(type)"),
      fixes: near.flatMap { near in
        attribute(.type, of: sourceNode).map {
          rewriting($0, as: near, safety: near == type.lowercased() ? .safe : .unsafe)
        }
      }.map { [$0] } ?? [])
  }

  /// A type that a later libvirt or QEMU knows.
  private func report(early source: ChardevSource, at sourceNode: SourceNode, _ findings: inout Findings) {
    let change: Change
    switch source {
    case .qemuVdagent: change = .vdagentChardev
    case .dbus: change = .dbusChardev
    case .unix, .tcp, .udp, .pty, .file, .dev, .pipe, .null, .vc, .stdio, .spicevmc, .spiceport, .nmdm, .other: return
    }
    if versions.libvirt < change.libvirt {
      findings.add(
        at: range(of: .type, in: sourceNode), "type '\(source.type)' requires libvirt \(change.libvirt) or later",
        refusal: .unsupported("unknown type presented to host for character device: \(source.type)"))
    } else if versions.qemu < change.qemu {
      findings.add(
        at: range(of: .type, in: sourceNode), "chardev '\(source.type)' requires QEMU \(change.qemu) or later",
        refusal: source.kind == .dbus
          ? Refusal(by: .qemu, "'dbus' is not a valid char driver name")
          : .unsupported("chardev '\(source.type)' not supported in this QEMU binary"))
    }
  }
}
