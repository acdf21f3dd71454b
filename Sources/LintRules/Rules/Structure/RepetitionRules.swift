internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What may be once.
extension Rule {
  static let repetitions = [multipleSources, multipleAddresses, repeatedElement, ignoredRepetition]

  static let multipleSources = Rule(
    "VC109", "multiple-sources", .error,
    "A device has more `<source>` elements than its type allows.",
    rationale: """
      A character device has one source on the host. Only a udp device has two: one to send to and one to receive on.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrSourceDefParseXML")],
    good: [
      Example("<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='a'/></channel>"),
      Example(
        """
        <channel type='udp'>
          <source mode='bind' host='127.0.0.1' service='4556'/>
          <source mode='connect' host='127.0.0.1' service='4557'/>
          <target type='virtio' name='a'/>
        </channel>
        """),
    ],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/run/a'/>
          <⟦source⟧ mode='bind' path='/run/b'/>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <source mode='bind' path='/run/a'/>
            <target type='virtio' name='a'/>
          </channel>
          """),
      Example(
        """
        <channel type='udp'>
          <source host='h' service='1'/>
          <source mode='bind' service='2'/>
          <⟦source⟧ service='3'/>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='udp'>
            <source host='h' service='1'/>
            <source mode='bind' service='2'/>
            <target type='virtio' name='a'/>
          </channel>
          """),
    ]
  ) { context, findings in
    for node in context.chardevs {
      let sources = context.children(.source, of: node)
      guard sources.count > 1 else { continue }
      let isUDP = context.document.value(Name.type, of: node) == "udp"
      let allowed = isUDP ? "only two source elements are" : "only one source element is"
      for extra in sources.dropFirst(isUDP ? 2 : 1) {
        findings.add(
          at: context.document.nameRange(of: extra),
          "the \(context.document.nameText(of: node)) already has \(isUDP ? "two <source> elements" : "a <source>")",
          help: "keep only the intended one", refusal: .xml("\(allowed) allowed for character device"),
          fixes: [context.removal("remove the <source>", of: SourceNode(extra), safety: .unsafe)])
      }
    }
  }

  static let multipleAddresses = Rule(
    "VC110", "multiple-addresses", .warning, needs: .readingIssues,
    "A device has more than one `<address>`, and libvirt reads only the first.",
    rationale: "libvirt reads the first <address> and silently ignores the others.",
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainDeviceInfoParseXML")],
    good: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><address type='virtio-serial' port='3'/></channel>")
    ],
    bad: [
      Example(
        """
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' port='3'/>
          <⟦address⟧ type='virtio-serial' port='4'/>
        </channel>
        """,
        fixed: """
          <channel type='pty'>
            <target type='virtio' name='a'/>
            <address type='virtio-serial' port='3'/>
          </channel>
          """)
    ]
  ) { context, findings in
    for case .repeated(let extra, let first) in context.issues
    where context.document.name(of: extra) == Name.address.xml {
      findings.add(ignored: extra, first: first, in: context)
    }
  }

  static let repeatedElement = Rule(
    "VC116", "repeated-element", .error,
    "An element that may appear once per device appears again.",
    rationale: """
      libvirt refuses a second <log> or <protocol> of a channel or console, even if its type does not use it, and a
      second <model> or <target> of a controller.
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainChrSourceDefParseXML"),
      .libvirt("src/conf/domain_conf.c", "virDomainControllerDefParseXML"),
    ],
    good: [Example("<channel type='pty'><log file='/var/log/a'/><target type='virtio' name='a'/></channel>")],
    bad: [
      Example(
        "<channel type='pty'><log file='/var/log/a'/><⟦log⟧ file='/var/log/b'/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='pty'><log file='/var/log/a'/><target type='virtio' name='a'/></channel>"),
      Example(
        "<controller type='virtio-serial'><target/><⟦target⟧/></controller>",
        fixed: "<controller type='virtio-serial'><target/></controller>"),
      Example(
        """
        <controller type='pci' index='1' model='pci-bridge'>
          <model name='pci-bridge'/><⟦model⟧ name='pci-bridge'/>
        </controller>
        """,
        fixed: """
          <controller type='pci' index='1' model='pci-bridge'>
            <model name='pci-bridge'/>
          </controller>
          """, onPage: false),
    ]
  ) { context, findings in
    for node in context.chardevs {
      for extra in context.repetitions(of: [.log, .protocol], in: node) {
        findings.add(refused: extra, in: context) { .xml("only one \($0) element is allowed for character device") }
      }
    }
    for node in context.domain.devices(named: .controller) {
      for extra in context.repetitions(of: [.model, .target], in: node) {
        findings.add(refused: extra, in: context) {
          .xml("Multiple <\($0)> elements in controller definition not allowed")
        }
      }
    }
  }

  static let ignoredRepetition = Rule(
    "VC117", "ignored-repetition", .warning, needs: .readingIssues,
    "An element appears twice, and libvirt reads only one.",
    rationale: """
      libvirt reads the first element and silently ignores the others; before 7.4.0, it reads the last <target> of a
      channel. Of several domains in a snapshot, checkpoint or status document, it reads the first; other commands of
      virt-channel refuse such a document.
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainChrDefParseXML"),
      .libvirt("src/conf/snapshot_conf.c", "virDomainSnapshotDefParse"),
    ],
    good: [Example("<channel type='pty'><target type='virtio' name='a'/></channel>")],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><⟦target⟧ type='virtio' name='b'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><⟦target⟧ type='virtio' name='b'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>", with: .bullseye, onPage: false),
      Example(
        """
        <domainsnapshot>
          <domain type='kvm'><name>vm</name></domain>
          <⟦domain⟧ type='kvm'><name>other</name></domain>
        </domainsnapshot>
        """, in: .file),
    ]
  ) { context, findings in
    let others = [Name.address, .source, .log, .protocol].map(\.xml)
    for case .repeated(let extra, let first) in context.issues
    where !others.contains(context.document.name(of: extra)) {
      findings.add(ignored: extra, first: first, in: context)
    }
    for extra in context.domain.ignoredDomains { findings.add(ignoredDomain: extra, in: context) }
  }
}

extension Findings {
  fileprivate mutating func add(ignoredDomain extra: ElementNode, in context: RuleContext) {
    add(
      at: context.document.nameRange(of: extra), "libvirt reads the first <domain> and ignores this one",
      help: "keep only the intended one",
      notes: [Diagnostic.Note("the first <domain>", at: context.range(of: SourceNode(context.domain.header.node)))])
  }

  fileprivate mutating func add(ignored extra: ElementNode, first: ElementNode, in context: RuleContext) {
    let name = context.document.nameText(of: extra)
    let isSafe = name == Name.address.text || context.versions.supports(.attributeErrors)
    let readsLast = name == Name.target.text && !isSafe
    add(
      at: context.document.nameRange(of: extra),
      readsLast
        ? "libvirt \(context.versions.libvirt) reads only the last <target>"
        : "libvirt reads the first <\(name)> and ignores this one",
      help: "keep only the intended one",
      notes: [Diagnostic.Note("the first <\(name)>", at: context.document.nameRange(of: first))],
      fixes: [context.removal("remove the <\(name)>", of: SourceNode(extra), safety: isSafe ? .safe : .unsafe)])
  }

  fileprivate mutating func add(
    refused extra: ElementNode, in context: RuleContext, _ refusal: (_ name: String) -> Refusal
  ) {
    let name = context.document.nameText(of: extra)
    add(
      at: context.document.nameRange(of: extra), "there is already a <\(name)>", help: "keep only the intended one",
      refusal: refusal(name), fixes: [context.removal("remove the <\(name)>", of: SourceNode(extra), safety: .unsafe)])
  }
}
