internal import DomainModel
internal import SourceText
internal import XMLTree

// What a channel's target must say.
extension Rule {
  static let missingTarget = Rule(
    "VC104", "missing-target", .error, needs: .readingIssues,
    "A channel has no `<target>`, or its target has no type.",
    rationale: """
      The target determines the device that the guest sees. A channel has no default target, unlike a console.
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainChrDefParseTargetXML"),
      .libvirt("src/conf/domain_conf.c", "virDomainChrDefaultTargetType"),
    ],
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example("<⟦channel⟧ type='unix'/>"),
      Example(
        "<⟦channel⟧ type='spicevmc'/>",
        fixed: "<channel type='spicevmc'>\n  <target type='virtio' name='com.redhat.spice.0'/>\n</channel>"),
      Example(
        "<channel type='unix'><⟦target⟧ name='a'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='a'/></channel>"),
    ]
  ) { context, findings in
    for channel in context.domain.channels {
      if let target = channel.target?.sourceNode.node {
        guard context.document.attribute(Name.type.xml, of: target) == nil else { continue }
        findings.add(
          at: context.document.nameRange(of: target), "the target has no type",
          help: "set type='virtio', or type='guestfwd'",
          refusal: .unsupported("unknown target type '(null)' specified for character device"),
          fixes: context.givingType(to: target))
      } else {
        findings.add(
          at: context.range(of: channel.sourceNode), "the channel has no <target>",
          help: "add <target type='virtio' name='…'/>",
          refusal: .xml("target type must be specified for channel device"), fixes: context.givingTarget(to: channel))
      }
    }
  }

  static let badTargetType = Rule(
    "VC105", "bad-target-type", .error,
    "A channel's target type is unknown to libvirt or unsupported by its QEMU driver.",
    rationale: """
      The target of a channel is virtio or guestfwd. `virtio-serial` is a controller or address type, `serial` a
      console target. libvirt accepts a xen target in a definition, but the domain does not start, because QEMU has no
      such channel; the message of libvirt does not give the reason.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrDefParseTargetXML")],
    good: [
      Example("<channel type='unix'><target type='virtio' name='a'/></channel>"),
      Example("<channel type='null'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>"),
    ],
    bad: [
      Example(
        "<channel type='unix'><target type='⟦virtio-serial⟧' name='a'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='unix'><target type='⟦Virtio⟧' name='a'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='a'/></channel>"),
      Example("<channel type='unix'><target type='⟦xen⟧' name='a'/></channel>"),
    ]
  ) { context, findings in
    for target in context.domain.channels.lazy.compactMap(\.target) {
      guard let node = target.sourceNode.node, let attribute = context.document.attribute(Name.type.xml, of: node),
        let refusal = target.refusal(in: context.domain.header)
      else { continue }
      findings.add(
        at: context.document.valueRange(of: attribute),
        "'\(target.type)' is not a channel target type of the QEMU driver: expected virtio or guestfwd",
        help: "set type='virtio'", refusal: refusal, fixes: context.correction(of: target, attribute))
    }
  }
}

extension ChannelTarget {
  /// How libvirt refuses the target's type; nil when it does not.
  fileprivate func refusal(in header: DomainHeader) -> Refusal? {
    switch kind {
    case .virtio, .guestfwd: nil
    case .xen where header.type == "xen": nil
    case .xen, .other("none"): Refusal(by: .libvirt, "An error occurred, but the cause is unknown")
    case .other(let type): .unsupported("unknown target type '\(type)' specified for character device")
    }
  }
}

extension RuleContext {
  /// A target that has a name is virtio, one that has an address guestfwd.
  fileprivate func givingType(to target: ElementNode) -> [Fix] {
    let hasName = document.attribute(Name.name.xml, of: target) != nil
    let hasAddress = document.attribute(Name.address.xml, of: target) != nil
    guard hasName != hasAddress else { return [] }
    let type = hasName ? "virtio" : "guestfwd"
    return [Fix("set type='\(type)'", .safe, edits: domain.edits(adding: "type", type, to: target))]
  }

  /// Fixes that add the target. The channel of the SPICE agent has one name, for every type of chardev.
  fileprivate func givingTarget(to channel: Channel) -> [Fix] {
    guard channel.source.kind == .spicevmc || channel.source.kind == .qemuVdagent else { return [] }
    let title = "add <target type='virtio' name='com.redhat.spice.0'/>"
    return [fix(title, channel) { $0.target = .virtio(name: "com.redhat.spice.0") }]
  }

  fileprivate func correction(of target: ChannelTarget, _ attribute: XMLAttribute) -> [Fix] {
    let word = target.type == "virtio-serial" ? "virtio" : ["virtio", "guestfwd"].nearest(to: target.type)
    guard let word, case .other = target.kind else { return [] }
    return [rewriting(attribute, as: word)]
  }
}
