internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What a device has no use for.
extension Rule {
  static let unused = [
    legacyVirtioTargetAttributes, logWithoutFile, unsupportedProtocol,
  ]

  static let legacyVirtioTargetAttributes = Rule(
    "VC108", "legacy-virtio-target-attrs", .warning, needs: .readingIssues,
    "A virtio target uses address= or port=, which libvirt ignores.",
    rationale: """
      These attributes come from old instructions; libvirt never supported them on a virtio target and ignores them.
      It assigns a port as if they were absent, and without a name the guest has no link in /dev/virtio-ports.
      Controller and port belong in the <address> of the channel.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrDefParseTargetXML")],
    good: [
      Example("<channel type='unix'><target type='virtio' name='org.example.0'/></channel>"),
      Example("<channel type='unix'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>"),
    ],
    bad: [
      Example(
        "<channel type='unix'><target type='virtio' ⟦address⟧='virtio-serial' ⟦port⟧='2'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' port='2'/></channel>"),
      Example(
        """
        <channel type='unix'>
          <target type='virtio' name='a.0' ⟦port⟧='2'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <target type='virtio' name='a.0'/>
            <address type='virtio-serial' controller='0' bus='0' port='2'/>
          </channel>
          """),
    ]
  ) { context, findings in
    lazy var ports = Set(context.addresses.compactMap { $0.virtioSerial?.port })
    for case .unknownAttribute(let attribute, let element, _) in context.issues
    where context.isLegacyTargetAttribute(attribute, of: element) {
      let name = context.document.nameText(of: attribute)
      findings.add(
        at: context.document.nameRange(of: attribute),
        "libvirt ignores '\(name)' of a virtio target",
        help: "name the port with name='…'; a fixed port number belongs in "
          + "<address type='virtio-serial' controller='0' bus='0' port='…'/>",
        fixes: context.fixes(ofLegacy: attribute, of: element, ports))
    }
  }

  static let logWithoutFile = Rule(
    "VC115", "log-without-file", .warning, needs: .paths,
    "A `<log>` element names no file.",
    rationale: "libvirt ignores a <log> without a file, so nothing is recorded.",
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrSourceDefParseLog")],
    good: [
      Example("<channel type='pty'><log file='/var/log/a' append='on'/><target type='virtio' name='a'/></channel>")
    ],
    bad: [Example("<channel type='pty'><⟦log⟧ append='on'/><target type='virtio' name='a'/></channel>")]
  ) { context, findings in
    for log in context.domain.channels.compactMap(\.log) + context.domain.consoles.compactMap(\.log)
    where log.file == nil {
      findings.add(
        at: context.range(of: log.sourceNode), "the <log> names no file: nothing is recorded", help: "set file='…'")
    }
  }

  static let unsupportedProtocol = Rule(
    "VC125", "unsupported-protocol", .error, needs: .endpoints,
    "QEMU does not support the protocol of a tcp device.",
    rationale: """
      QEMU supports raw and telnet on a tcp chardev. libvirt has telnets and tls for other hypervisors: since 11.3.0
      it refuses them; before, it used raw instead (a warning). For TLS, set tls='yes' on the <source>.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainChrSourceDef")],
    good: [
      Example(
        """
        <channel type='tcp'>
          <source mode='bind' host='127.0.0.1' service='4555'/>
          <protocol type='telnet'/>
          <target type='virtio' name='a'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='tcp'>
          <source mode='bind' host='127.0.0.1' service='4555'/>
          <protocol type='⟦telnets⟧'/>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='tcp'>
            <source mode='bind' host='127.0.0.1' service='4555'/>
            <protocol type='raw'/>
            <target type='virtio' name='a'/>
          </channel>
          """),
      Example(
        """
        <channel type='tcp'>
          <source mode='bind' host='127.0.0.1' service='4555'/>
          <protocol type='⟦tls⟧'/>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='tcp'>
            <source mode='bind' host='127.0.0.1' service='4555'/>
            <protocol type='raw'/>
            <target type='virtio' name='a'/>
          </channel>
          """, with: .bookworm, onPage: false),
      Example(
        "<serial type='tcp'><source mode='connect' host='127.0.0.1' service='4555'/><protocol type='⟦tls⟧'/></serial>",
        fixed:
          "<serial type='tcp'><source mode='connect' host='127.0.0.1' service='4555'/><protocol type='raw'/></serial>",
        onPage: false),
    ]
  ) { context, findings in
    for channel in context.domain.channels { context.checkProtocol(of: channel.source, &findings) }
    for console in context.domain.consoles { context.checkProtocol(of: console.source, &findings) }
    for serial in context.domain.serials { context.checkProtocol(of: serial.source, &findings) }
  }
}

extension TCPProtocol.Kind {
  fileprivate var isSpokenByQEMU: Bool { self == .raw || self == .telnet }
}

extension RuleContext {
  fileprivate func checkProtocol(of source: ChardevSource, _ findings: inout Findings) {
    guard case .tcp(let tcp) = source, let spoken = tcp.protocol, let type = spoken.type, !type.isSpokenByQEMU,
      let attribute = attribute(.type, of: spoken.sourceNode)
    else { return }
    let isRefused = versions.supports(.enumErrors)
    findings.add(
      at: document.valueRange(of: attribute),
      "QEMU does not support \(type.rawValue) on a tcp chardev" + (isRefused ? "" : "; libvirt uses raw instead"),
      help: "set type='raw', and tls='yes' on the <source> if TLS is intended",
      severity: isRefused ? .error : .warning,
      refusal: isRefused ? .unsupported("tcp chardev protocol '\(type.rawValue)' not supported") : nil,
      fixes: [rewriting(attribute, as: "raw", safety: .unsafe)])
  }

  /// Removes an old attribute, which changes nothing; a free port is better kept as the address that it was written for.
  fileprivate func fixes(
    ofLegacy attribute: XMLAttribute, of target: ElementNode, _ ports: @autoclosure () -> Set<Int>
  ) -> [Fix] {
    let removal = removal("remove the attribute '\(document.nameText(of: attribute))'", of: attribute)
    guard document.name(of: attribute) == Name.port.xml,
      let number = NumberFormat.unsigned.parse(document.value(of: attribute)),
      let channel = domain.channel(at: document.parent(of: target)), channel.target?.sourceNode.node == target,
      channel.address == nil, number > 0, !ports().contains(number)
    else { return [removal] }
    let address = Address(.virtioSerial(VirtioSerialAddress(controller: 0, bus: 0, port: number)))
    let move = fix(
      "write <address type='virtio-serial' controller='0' bus='0' port='\(number)'/>", channel, safety: .unsafe
    ) {
      $0.address = address
    }
    return [Fix(move.title, .unsafe, edits: removal.edits + move.edits), removal]
  }

  /// Whether an attribute is `address` or `port` of a virtio target, which old recipes write and libvirt never read.
  func isLegacyTargetAttribute(_ attribute: XMLAttribute, of element: ElementNode) -> Bool {
    guard document.name(of: element) == Name.target.xml, document.value(Name.type, of: element) == "virtio" else {
      return false
    }
    return [Name.address, .port].map(\.xml).contains(document.name(of: attribute))
  }
}
