internal import DomainModel
internal import SourceText
internal import XMLTree

// VC1xx: elements and attributes that libvirt does not take, or silently drops.
extension Rule {
  static let structure = [
    unknownElement, unknownAttribute, missingTarget, badTargetType, legacyVirtioTargetAttributes,
  ]

  static let unknownElement = Rule(
    "VC102", "unknown-element", .warning,
    "An element stands where libvirt does not look for it.",
    rationale: """
      libvirt drops what it does not know without a word, so a typing error removes what was meant. The schema, where it is
      asked, only says "Extra element devices in interleave".
      """,
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example("<channel type='pty'><⟦tagret⟧ type='virtio' name='a'/><target type='virtio' name='b'/></channel>")
    ]
  ) { subject, findings in
    for case .unknownElement(let element, let parent, let known) in subject.issues {
      let name = subject.document.nameText(of: element)
      findings.add(
        at: subject.document.nameRange(of: element),
        "libvirt does not look for <\(name)> in a <\(subject.document.nameText(of: parent))>, and drops it",
        help: known.nearest(to: name).map { "write <\($0)>" } ?? "remove it")
    }
  }

  static let unknownAttribute = Rule(
    "VC103", "unknown-attribute", .warning,
    "An attribute stands where libvirt does not look for it.",
    rationale: "libvirt drops what it does not know without a word, so a typing error removes what was meant.",
    good: [Example("<controller type='virtio-serial' index='0' ports='16'/>")],
    bad: [Example("<controller type='virtio-serial' index='0' ⟦max_ports⟧='16'/>")]
  ) { subject, findings in
    for case .unknownAttribute(let attribute, let element, let known) in subject.issues
    where !subject.isLegacyTargetAttribute(attribute, of: element) {
      let name = subject.document.nameText(of: attribute)
      findings.add(
        at: subject.document.nameRange(of: attribute),
        "libvirt does not look for '\(name)' on a <\(subject.document.nameText(of: element))>, and drops it",
        help: known.nearest(to: name).map { "write \($0)=" } ?? "remove it")
    }
  }

  static let missingTarget = Rule(
    "VC104", "missing-target", .error,
    "A channel has no target, or its target has no type.",
    rationale: "Without a target libvirt cannot know what the guest is to see.",
    foresees: [Refusal(by: .libvirt, "XML error: target type must be specified for channel device")],
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [Example("<⟦channel⟧ type='unix'/>"), Example("<channel type='unix'><⟦target⟧ name='a'/></channel>")]
  ) { subject, findings in
    for channel in subject.domain.channels where channel.target?.type ?? "" == "" {
      findings.add(
        at: subject.range(of: channel.target?.origin ?? channel.origin),
        channel.target == nil ? "the channel has no <target>" : "the target has no type",
        help: "write <target type='virtio' name='…'/>",
        refusal: Refusal(by: .libvirt, "XML error: target type must be specified for channel device"))
    }
  }

  static let badTargetType = Rule(
    "VC105", "bad-target-type", .error,
    "A channel's target has a type that libvirt does not know.",
    rationale:
      "A channel's target is virtio, guestfwd or xen. `virtio-serial` is the type of a controller or an address.",
    foresees: [
      Refusal(
        by: .libvirt, "unsupported configuration: unknown target type 'virtio-serial' specified for character device")
    ],
    good: [Example("<channel type='unix'><target type='virtio' name='a'/></channel>")],
    bad: [Example("<channel type='unix'><target type='⟦virtio-serial⟧' name='a'/></channel>")]
  ) { subject, findings in
    for channel in subject.domain.channels {
      guard let target = channel.target, case .other(let type) = target.kind, !type.isEmpty else { continue }
      findings.add(
        at: subject.range(of: .type, in: target.origin),
        "'\(type)' is no type of a channel's target: it is virtio, guestfwd or xen",
        help: "write type='virtio'",
        refusal: Refusal(
          by: .libvirt, "unsupported configuration: unknown target type '\(type)' specified for character device"))
    }
  }

  static let legacyVirtioTargetAttributes = Rule(
    "VC108", "legacy-virtio-target-attrs", .warning,
    "A virtio target has the attributes address or port.",
    rationale: """
      These attributes were never libvirt's for a virtio target: they come from old recipes, and libvirt drops them. The port is
      chosen as if nothing were said, and without a name the guest gets no link in /dev/virtio-ports. The controller and port
      belong into the channel's <address>.
      """,
    good: [
      Example("<channel type='unix'><target type='virtio' name='org.example.0'/></channel>"),
      Example("<channel type='unix'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>"),
    ],
    bad: [
      Example(
        "<channel type='unix'><target type='virtio' ⟦address⟧='virtio-serial' ⟦port⟧='2'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' port='2'/></channel>")
    ]
  ) { subject, findings in
    for case .unknownAttribute(let attribute, let element, _) in subject.issues
    where subject.isLegacyTargetAttribute(attribute, of: element) {
      let name = subject.document.nameText(of: attribute)
      findings.add(
        at: subject.document.nameRange(of: attribute),
        "libvirt drops '\(name)' of a virtio target",
        help: "name the port with name='…'; its number, if it matters, goes into "
          + "<address type='virtio-serial' controller='0' bus='0' port='…'/>",
        fixes: [subject.removal("remove the attribute '\(name)'", of: attribute)])
    }
  }
}

extension Subject {
  /// Whether an attribute is `address` or `port` of a virtio target, which old recipes write and libvirt never read.
  fileprivate func isLegacyTargetAttribute(_ attribute: XMLAttribute, of element: XMLNode) -> Bool {
    let name = document.nameText(of: attribute)
    return document.name(of: element) == Name.target.xml && ["address", "port"].contains(name)
  }
}
