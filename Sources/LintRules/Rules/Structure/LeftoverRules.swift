internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What a device has no use for.
extension Rule {
  static let leftovers = [
    legacyVirtioTargetAttributes, logWithoutFile, virtioSCSIOnlyDriver, badSecurityLabel, unsupportedProtocol,
  ]

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

  static let logWithoutFile = Rule(
    "VC115", "log-without-file", .warning,
    "A <log> has no file.",
    rationale: "libvirt ignores a <log> that names no file: nothing is recorded.",
    good: [
      Example("<channel type='pty'><log file='/var/log/a' append='on'/><target type='virtio' name='a'/></channel>")
    ],
    bad: [Example("<channel type='pty'><⟦log⟧ append='on'/><target type='virtio' name='a'/></channel>")]
  ) { subject, findings in
    for log in subject.domain.channels.compactMap(\.log) + subject.domain.consoles.compactMap(\.log)
    where log.file == nil {
      findings.add(
        at: subject.range(of: log.origin), "the <log> names no file: nothing is recorded", help: "write file='…'")
    }
  }

  static let virtioSCSIOnlyDriver = Rule(
    "VC215", "virtio-scsi-only-driver", .error,
    "A virtio-serial controller has a driver option that only virtio-scsi controllers have.",
    rationale: """
      libvirt reads queues, cmd_per_lun, max_sectors, ioeventfd and iothread on every controller, and refuses them on all but
      virtio-scsi. A number that is 0 says nothing.
      """,
    foresees: [
      .unsupported("'queues' is only supported by virtio-scsi controller"),
      .xml("'iothread' attribute only supported for virtio scsi controllers"),
    ],
    good: [
      Example("<controller type='virtio-serial' index='0'><driver iommu='off'/></controller>"),
      Example("<controller type='virtio-serial' index='0'><driver queues='0'/></controller>"),
    ],
    bad: [
      Example(
        "<controller type='virtio-serial' index='0'><driver ⟦queues⟧='4'/></controller>",
        fixed: "<controller type='virtio-serial' index='0'><driver/></controller>"),
      Example(
        "<controller type='virtio-serial' index='0'><driver iommu='off' ⟦iothread⟧='1'/></controller>",
        fixed: "<controller type='virtio-serial' index='0'><driver iommu='off'/></controller>"),
    ]
  ) { subject, findings in
    for driver in subject.domain.controllers.compactMap(\.driver) {
      for name in driver.scsi.stated {
        guard let attribute = subject.attribute(name, of: driver.origin) else { continue }
        findings.add(
          at: subject.document.nameRange(of: attribute), "'\(name.text)' is an option of virtio-scsi controllers only",
          refusal: name == .iothread
            ? .xml("'iothread' attribute only supported for virtio scsi controllers")
            : .unsupported("'\(name.text)' is only supported by virtio-scsi controller"),
          fixes: [subject.removal("remove the attribute '\(name.text)'", of: attribute)])
      }
    }
  }

  static let badSecurityLabel = Rule(
    "VC124", "bad-seclabel", .error,
    "The security labels of a source contradict each other or themselves.",
    rationale: """
      A source has at most one <seclabel> a model. One with relabel='no' leaves the path alone and so has no <label>; since
      libvirt 11.3.0 one with relabel='yes' must have one.
      """,
    foresees: [
      Refusal(by: .libvirt, "seclabel for model dac is already provided"),
      .xml("Cannot specify a label if relabelling is turned off. model=dac"),
      .xml("Cannot specify relabel if label is missing. model=dac"),
    ],
    good: [
      Example(
        "<channel type='unix'><source><seclabel model='dac'><label>qemu:qemu</label></seclabel>"
          + "<seclabel model='selinux' relabel='no'/></source><target type='virtio' name='a'/></channel>")
    ],
    bad: [
      Example(
        "<channel type='unix'><source><seclabel model='dac'/><seclabel model='⟦dac⟧' relabel='no'/></source>"
          + "<target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><source><seclabel model='dac'/></source><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<channel type='unix'><source><seclabel model='dac' relabel='no'><⟦label⟧>a</label></seclabel></source>"
          + "<target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><source><seclabel model='dac' relabel='no'></seclabel></source>"
          + "<target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='unix'><source><seclabel model='dac' relabel='⟦yes⟧'/></source><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><source><seclabel model='dac'/></source><target type='virtio' name='a'/></channel>"
      ),
    ]
  ) { subject, findings in
    for node in subject.chardevs {
      guard let source = subject.children(.source, of: node).first else { continue }
      let labels = subject.children(.seclabel, of: source)
      for (number, label) in labels.enumerated() {
        subject.check(label, after: labels.prefix(number), &findings)
      }
    }
  }

  static let unsupportedProtocol = Rule(
    "VC125", "unsupported-protocol", .error,
    "A tcp device has a protocol that QEMU does not speak.",
    rationale: """
      QEMU speaks raw and telnet on a tcp chardev. telnets and tls are words of libvirt's for other hypervisors: since 11.3.0 it
      refuses them, before it took them for raw (a warning). For TLS write tls='yes' on the <source>.
      """,
    foresees: [.unsupported("tcp chardev protocol 'telnets' not supported")],
    good: [
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><protocol type='telnet'/>"
          + "<target type='virtio' name='a'/></channel>")
    ],
    bad: [
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><protocol type='⟦telnets⟧'/>"
          + "<target type='virtio' name='a'/></channel>",
        fixed: "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><protocol type='raw'/>"
          + "<target type='virtio' name='a'/></channel>")
    ]
  ) { subject, findings in
    let isRefused = subject.versions.have(.enumErrors)
    for source in subject.domain.channels.map(\.source) + subject.domain.consoles.map(\.source) {
      guard case .tcp(let tcp) = source, let spoken = tcp.protocol, let type = spoken.type, !type.isSpokenByQEMU,
        let attribute = subject.attribute(.type, of: spoken.origin)
      else { continue }
      findings.add(
        at: subject.document.valueRange(of: attribute),
        "QEMU does not speak \(type.rawValue) on a tcp chardev" + (isRefused ? "" : ": libvirt takes it for raw"),
        help: "write type='raw', and tls='yes' on the <source> where TLS is meant",
        severity: isRefused ? .error : .warning,
        refusal: isRefused ? .unsupported("tcp chardev protocol '\(type.rawValue)' not supported") : nil,
        fixes: [subject.rewriting(attribute, as: "raw", safety: .unsafe)])
    }
  }
}

extension TCPProtocol.Kind {
  fileprivate var isSpokenByQEMU: Bool { self == .raw || self == .telnet }
}

extension DriverOptions.SCSI {
  /// The options that say something, in the order in which libvirt looks.
  fileprivate var stated: [Name] {
    let numbers: [(Name, Int?)] = [(.queues, queues), (.cmdPerLun, cmdPerLun), (.maxSectors, maxSectors)]
    return numbers.filter { $0.1 ?? 0 != 0 }.map(\.0) + (ioeventfd == nil ? [] : [.ioeventfd])
      + (iothread ?? 0 == 0 ? [] : [.iothread])
  }
}

extension Subject {
  /// Whether an attribute is `address` or `port` of a virtio target, which old recipes write and libvirt never read.
  func isLegacyTargetAttribute(_ attribute: XMLAttribute, of element: XMLNode) -> Bool {
    guard document.name(of: element) == Name.target.xml, document.value(Name.type, of: element) == "virtio" else {
      return false
    }
    return [Name.address, .port].map(\.xml).contains(document.name(of: attribute))
  }

  /// A label, and those before it.
  fileprivate func check(_ label: XMLNode, after others: some Sequence<XMLNode>, _ findings: inout Findings) {
    let origin = Origin(label)
    let model = document.value(Name.model, of: label)
    if let model, others.contains(where: { document.value(Name.model, of: $0) == model }) {
      return findings.add(
        at: range(of: .model, in: origin), "the source has a label of the model '\(model)' already",
        refusal: Refusal(by: .libvirt, "seclabel for model \(model) is already provided"),
        fixes: [removal("remove the <seclabel>", of: origin, safety: .unsafe)])
    }
    let text = children(.label, of: label).first.map { ($0, document.text(of: $0)) }
    let relabel = document.value(Name.relabel, of: label)
    if relabel == "no", let (place, text) = text, !text.isEmpty {
      findings.add(
        at: document.nameRange(of: place), "a label that is not to be set says which",
        help: "remove the <label>, or write relabel='yes'",
        refusal: .xml("Cannot specify a label if relabelling is turned off. model=\(model ?? "<null>")"),
        fixes: [removal("remove the <label>", of: Origin(place))])
    } else if relabel == "yes", text?.1 ?? "" == "", versions.have(.enumErrors),
      let attribute = attribute(.relabel, of: origin)
    {
      findings.add(
        at: document.valueRange(of: attribute), "a label that is to be set does not say which",
        help: "write <label>…</label>, or leave relabel out",
        refusal: .xml("Cannot specify relabel if label is missing. model=\(model ?? "<null>")"),
        fixes: [removal("remove the attribute 'relabel'", of: attribute)])
    }
  }
}
