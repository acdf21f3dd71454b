internal import DomainModel
internal import SourceText
internal import XMLTree

// What is where libvirt does not look.
extension Rule {
  static let misplaced = [channelOutsideDevices, unknownElement, unknownAttribute]

  static let channelOutsideDevices = Rule(
    "VC101", "channel-outside-devices", .warning,
    "A channel, console or controller is outside `<devices>`, so libvirt ignores it.",
    rationale: """
      libvirt reads devices only from `<devices>` and silently ignores them elsewhere: the domain starts, but the
      guest does not have the device.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainDefParseXML")],
    good: [
      Example(
        "<domain>\n  <devices>\n    <channel type='unix'>\n      <target type='virtio' name='org.qemu.guest_agent.0'/>\n"
          + "    </channel>\n  </devices>\n</domain>\n",
        in: .file)
    ],
    bad: [
      Example(
        """
        <domain>
          <⟦channel⟧ type='unix'>
            <target type='virtio' name='org.qemu.guest_agent.0'/>
          </channel>
          <devices>
            <controller type='virtio-serial' index='0'/>
          </devices>
        </domain>

        """,
        fixed: """
          <domain>
            <devices>
              <controller type='virtio-serial' index='0'/>
              <channel type='unix'>
                <target type='virtio' name='org.qemu.guest_agent.0'/>
              </channel>
            </devices>
          </domain>

          """, in: .file)
    ]
  ) { context, findings in
    for node in context.devicesOutsideDevices {
      let name = context.document.nameText(of: node)
      let edits = context.domain.edits(movingIntoDevices: node)
      findings.add(
        at: context.document.nameRange(of: node),
        "libvirt ignores <\(name)> directly under <domain>",
        help: "move it into <devices>",
        fixes: edits.isEmpty ? [] : [Fix("move the <\(name)> into <devices>", .unsafe, edits: edits)])
    }
  }

  static let unknownElement = Rule(
    "VC102", "unknown-element", .warning,
    "An element is unknown here, so libvirt ignores it.",
    rationale: """
      libvirt silently ignores unknown elements, so a typing error loses a setting. Schema validation reports
      only "Extra element devices in interleave", without naming the element.
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainDefParseXML"),
      .libvirt("src/conf/domain_conf.c", "virDomainChrDefParseXML"),
    ],
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example(
        "<⟦chanel⟧ type='unix'><target type='virtio' name='a'/></chanel>",
        fixed: "<channel type='unix'><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='pty'><⟦aliass⟧ name='ua-a'/><target type='virtio' name='b'/></channel>",
        fixed: "<channel type='pty'><alias name='ua-a'/><target type='virtio' name='b'/></channel>"),
      Example("<channel type='pty'><target type='virtio' name='b'/><⟦description⟧>agent</description></channel>"),
    ]
  ) { context, findings in
    var siblings = SiblingNames()
    for stray in context.misplacedElements {
      let (name, parent) = (context.document.nameText(of: stray.element), stray.parent)
      let near = stray.known.nearest(to: name)
      findings.add(
        at: context.document.nameRange(of: stray.element),
        "libvirt ignores <\(name)> in \(parent)",
        help: near.map { "use <\($0)>" } ?? "remove it",
        fixes: near.map { context.renaming(stray.element, to: $0, besides: &siblings) } ?? [])
    }
  }

  static let unknownAttribute = Rule(
    "VC103", "unknown-attribute", .warning, needs: .readingIssues,
    "An attribute is unknown here, so libvirt ignores it.",
    rationale: "libvirt silently ignores unknown attributes, so a typing error loses a setting.",
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainChrDefParseXML"),
      .libvirt("src/conf/domain_conf.c", "virDomainControllerDefParseXML"),
    ],
    good: [Example("<controller type='virtio-serial' index='0' ports='16'/>")],
    bad: [
      Example("<controller type='virtio-serial' index='0' ⟦max_ports⟧='16'/>"),
      Example(
        "<controller type='virtio-serial' index='0' ⟦port⟧='16'/>",
        fixed: "<controller type='virtio-serial' index='0' ports='16'/>"),
    ]
  ) { context, findings in
    for case .unknownAttribute(let attribute, let element, let known) in context.issues
    where !context.isLegacyTargetAttribute(attribute, of: element) {
      let name = context.document.nameText(of: attribute)
      let near = known.nearest(to: name)
      findings.add(
        at: context.document.nameRange(of: attribute),
        "libvirt ignores the attribute '\(name)' of <\(context.document.nameText(of: element))>",
        help: near.map { "use \($0)=" } ?? "remove it",
        fixes: near.map { context.renaming(attribute, of: element, to: $0) } ?? [])
    }
  }
}

/// An element that libvirt does not look for.
private struct MisplacedElement {
  let element: ElementNode
  /// The parent element, as shown in messages.
  let parent: String
  /// What could be there.
  let known: [String]
}

/// The names of the siblings of an element, cached until another parent is requested.
private struct SiblingNames {
  private var parent: ElementNode?
  private var names: Set<XMLName> = []

  mutating func contains(_ name: String, beside element: ElementNode, in document: ParsedXML) -> Bool {
    guard let parent = document.parent(of: element), let name = document.name(name) else { return false }
    if parent != self.parent {
      self.parent = parent
      names = Set(document.children(of: parent).lazy.map { document.name(of: $0) })
    }
    return names.contains(name)
  }
}

extension RuleContext {
  private static let ours = ["channel", "console", "controller"]

  /// Our devices directly under `<domain>`.
  fileprivate var devicesOutsideDevices: [ElementNode] {
    guard let node = domain.header.node else { return [] }
    return document.children(of: node).filter { child in
      switch document.name(of: child) {
      case Name.channel.xml, Name.console.xml: true
      case Name.controller.xml: Domain.isVirtioSerial(child, in: document)
      default: false
      }
    }
  }

  /// What libvirt does not know in our devices, and what among devices looks like one of ours.
  fileprivate var misplacedElements: [MisplacedElement] {
    var strays = domain.deviceNodes.filter { isMisspelled(document.name(of: $0)) }
      .map { MisplacedElement(element: $0, parent: "<devices>", known: Self.ours) }
    for case .unknownElement(let element, let parent, let known) in issues {
      strays.append(MisplacedElement(element: element, parent: "a <\(document.nameText(of: parent))>", known: known))
    }
    return strays
  }

  /// Whether a name is unknown and similar to the name of a device.
  private func isMisspelled(_ name: XMLName) -> Bool {
    guard Name(name) == nil else { return false }
    let text = document.spelling(of: name)
    return !Self.otherDevices.contains(text) && Self.ours.nearest(to: text) != nil
  }

  /// The names of other devices that libvirt supports (`virDomainDefParseXML`).
  private static let otherDevices: Set = [
    "audio", "crypto", "disk", "emulator", "filesystem", "graphics", "hostdev", "hub", "input", "interface", "iommu",
    "lease", "memballoon", "memory", "nvram", "panic", "parallel", "pstore", "redirdev", "redirfilter", "rng", "serial",
    "shmem", "smartcard", "sound", "tpm", "video", "vsock", "watchdog",
  ]

  fileprivate func renaming(_ element: ElementNode, to name: String, besides siblings: inout SiblingNames) -> [Fix] {
    let edits = domain.edits(renaming: element, to: name)
    let isTaken = !Self.ours.contains(name) && siblings.contains(name, beside: element, in: document)
    return edits.isEmpty || isTaken ? [] : [Fix("rename it to <\(name)>", .unsafe, edits: edits)]
  }

  fileprivate func renaming(_ attribute: XMLAttribute, of element: ElementNode, to name: String) -> [Fix] {
    let isTaken = document.attributes(of: element).contains { document.nameText(of: $0) == name }
    return isTaken ? [] : [Fix("rename it to \(name)=", .unsafe, edits: domain.edits(renaming: attribute, to: name))]
  }
}
