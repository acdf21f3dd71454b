internal import DomainModel
internal import SourceText
internal import XMLTree

// What the XML of a running domain holds beyond its definition.
extension Rule {
  static let runningDomains = [runtimeState]

  static let runtimeState = Rule(
    "VC112", "runtime-state", .note,
    "The XML contains values that libvirt sets when a domain runs.",
    rationale: """
      `virsh dumpxml` of a running domain prints its id, the aliases of devices, the terminals and pty paths of
      consoles, the sockets of channels and the state of the guest's ports. libvirt ignores them when the domain is
      defined and sets its own at each start. They are harmless, but mislead readers. `virsh dumpxml --inactive` omits
      them.
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainDeviceInfoFormat"),
      .libvirt("src/qemu/qemu_domain.c", "qemuDomainChrDefDropDefaultPath"),
    ],
    good: [
      Example("<channel type='pty'><target type='virtio' name='a'/><alias name='ua-a'/></channel>"),
      Example(
        "<domstatus state='running'><domain><devices><channel type='pty'><target type='virtio' name='a' state='connected'/>"
          + "<alias name='channel0'/></channel></devices></domain></domstatus>", in: .file),
      Example(
        "<domainsnapshot><domain id='3'><devices><channel type='pty'><target type='virtio' name='a' state='connected'/>"
          + "<alias name='channel0'/></channel></devices></domain></domainsnapshot>", in: .file),
    ],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a' state='⟦connected⟧'/><alias name='channel0'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>"),
      Example(
        "<console type='pty' tty='⟦/dev/pts/4⟧'><target type='virtio'/></console>",
        fixed: "<console type='pty'><target type='virtio'/></console>"),
      Example(
        "<controller type='virtio-serial' index='0'><alias name='⟦virtio-serial0⟧'/></controller>",
        fixed: "<controller type='virtio-serial' index='0'></controller>"),
      Example(
        "<channel type='pty'><source path='⟦/dev/pts/7⟧'/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>"),
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='⟦/run/libvirt/qemu/channel/5-old/org.qemu.guest_agent.0⟧'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <target type='virtio' name='org.qemu.guest_agent.0'/>
          </channel>
          """),
      Example(
        """
        <domain type='kvm' id='⟦5⟧'>
          <name>vm</name>
          <devices>
            <interface type='user'>
              <alias name='net0'/>
            </interface>
            <serial type='pty'>
              <source path='/dev/pts/3'/>
              <target port='0'/>
              <alias name='serial0'/>
            </serial>
          </devices>
        </domain>
        """,
        fixed: """
          <domain type='kvm'>
            <name>vm</name>
            <devices>
              <interface type='user'>
              </interface>
              <serial type='pty'>
                <target port='0'/>
              </serial>
            </devices>
          </domain>
          """, in: .file),
    ]
  ) { context, findings in
    let values = context.runtimeValues
    guard let first = values.map(\.range).min() else { return }
    let isOne = values.count == 1
    findings.add(
      at: first,
      "libvirt sets \(values.listed) when a domain starts, and ignores \(isOne ? "it" : "them") here",
      help: "dump a running domain with 'virsh dumpxml --inactive'",
      fixes: [
        Fix(
          isOne ? "remove the value" : "remove the values", values.contains { $0.safety == .unsafe } ? .unsafe : .safe,
          edits: values.flatMap(\.removal))
      ])
  }
}

/// A value that libvirt sets when a domain starts.
struct RuntimeValue {
  /// What the value is of, in the order in which a sentence lists them.
  enum Kind: CaseIterable {
    case id, alias, terminal, ptyPath, socketPath, state
  }

  let kind: Kind
  let value: String
  let range: SourceRange
  /// The edits that take it out of the text.
  let removal: [TextEdit]
  /// Whether another value of the same kind shows up behind it once it is removed.
  var safety = Fix.Safety.safe
}

extension RuntimeValue.Kind {
  /// The name of one, and of several.
  fileprivate var nouns: (one: String, several: String) {
    switch self {
    case .id: ("id", "ids")
    case .alias: ("alias", "aliases")
    case .terminal: ("terminal", "terminals")
    case .ptyPath: ("pty path", "pty paths")
    case .socketPath: ("socket path", "socket paths")
    case .state: ("port state", "port states")
    }
  }
}

extension [RuntimeValue] {
  /// `the alias 'channel0'`, or `the id, 12 aliases and 2 pty paths`.
  fileprivate var listed: String {
    if count == 1, let only = first { return "the \(only.kind.nouns.one) '\(only.value)'" }
    let parts = RuntimeValue.Kind.allCases.compactMap { kind -> String? in
      let number = filter { $0.kind == kind }.count
      switch number {
      case 0: return nil
      case 1: return "\(kind == .id ? "the" : "1") \(kind.nouns.one)"
      default: return "\(number) \(kind.nouns.several)"
      }
    }
    return parts.enumeration
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var enumeration: String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) and \(last)"
  }
}

extension RuleContext {
  /// What the text holds of a run; nothing where libvirt itself keeps it, in a status file or a snapshot.
  var runtimeValues: [RuntimeValue] {
    guard !isRunning, !isSnapshot else { return [] }
    let named = domain.deviceNodes.filter { document.child(Name.alias.xml, of: $0) != nil }
    var values: [RuntimeValue] = []
    func note(_ value: RuntimeValue?) { if let value { values.append(value) } }
    note(id)
    for index in domain.channels.indices { note(domain.channels[index].target.flatMap { state(in: $0.sourceNode) }) }
    for index in domain.consoles.indices { note(terminal(of: domain.consoles[index].sourceNode)) }
    for device in named where hasKnownAliases(device) { note(generatedAlias(of: device)) }
    for device in characterDevices { note(generatedPath(of: device)) }
    guard !values.isEmpty else { return [] }
    return values + named.filter { !hasKnownAliases($0) }.compactMap(generatedAlias)
  }

  /// Whether the form of the aliases that libvirt generates for such a device is known. Other aliases are assumed to
  /// be generated only if the device also has a value that certainly is.
  private func hasKnownAliases(_ device: ElementNode) -> Bool {
    isOurs(device) || document.name(of: device) == Name.serial.xml
  }

  private var id: RuntimeValue? {
    guard domain.header.id != nil, let attribute = attribute(.id, of: SourceNode(domain.header.node)) else {
      return nil
    }
    return value(.id, attribute)
  }

  private func value(_ kind: RuntimeValue.Kind, _ attribute: XMLAttribute) -> RuntimeValue {
    RuntimeValue(
      kind: kind, value: document.value(of: attribute), range: document.valueRange(of: attribute),
      removal: domain.edits(removing: attribute))
  }

  private func state(in target: SourceNode) -> RuntimeValue? {
    attribute(.state, of: target).map { value(.state, $0) }
  }

  private func terminal(of console: SourceNode) -> RuntimeValue? {
    attribute(.tty, of: console).map { value(.terminal, $0) }
  }

  private func generatedAlias(of device: ElementNode) -> RuntimeValue? {
    guard let alias = document.child(Name.alias.xml, of: device),
      let attribute = document.attribute(Name.name.xml, of: alias),
      isGenerated(document.value(of: attribute), alias: device)
    else { return nil }
    return RuntimeValue(
      kind: .alias, value: document.value(of: attribute), range: document.valueRange(of: attribute),
      removal: domain.edits(removing: SourceNode(alias)),
      safety: repetitions(of: [.alias], in: device).isEmpty ? .safe : .unsafe)
  }

  /// Whether libvirt generates names of this form for such a device. Channels, consoles and controllers have few
  /// forms; a name of any other form was set by a user (VC114).
  private func isGenerated(_ name: String, alias device: ElementNode) -> Bool {
    if hasKnownAliases(device) { return Alias(name).isLibvirts }
    guard !Alias(name).isUserAlias, let last = name.last else { return false }
    return "0"..."9" ~= last || ["usb", "ide", "sata", "scsi", "pci"].contains(name)
  }

  /// The path that the kernel gave to a pty, or libvirt to a socket.
  private func generatedPath(of device: CharacterDevice) -> RuntimeValue? {
    if case .pty(let source) = device.source, let path = source.path, path.isOfPTY {
      let fix = removingPath(ofPTY: device)
      return RuntimeValue(
        kind: .ptyPath, value: path, range: range(of: .path, in: source.sourceNode), removal: fix.edits,
        safety: fix.safety)
    }
    guard device.hasGeneratedPath, let socket = device.source.unix, socket.mode == .bind, let path = socket.path,
      let fix = leavingPathToLibvirt(device).first
    else { return nil }
    return RuntimeValue(
      kind: .socketPath, value: path, range: range(of: .path, in: socket.sourceNode), removal: fix.edits,
      safety: fix.safety)
  }

  /// Takes the path out of a pseudoterminal's source.
  func removingPath(ofPTY device: CharacterDevice) -> Fix {
    fix("remove the path", device) { $0.removePath() }
  }
}

extension Alias {
  /// Whether it is of the form that libvirt gives to channels, consoles, serial ports and virtio-serial controllers.
  var isLibvirts: Bool {
    guard let name else { return false }
    let word = name.prefix { !("0"..."9" ~= $0) }
    let number = name.dropFirst(word.count)
    return ["channel", "console", "serial", "virtio-serial"].contains(word) && !number.isEmpty
      && number.allSatisfy { "0"..."9" ~= $0 }
  }
}

extension String {
  /// Whether a path is one that the kernel of Linux or macOS gives to a pseudoterminal.
  var isOfPTY: Bool { hasPrefix("/dev/pts/") || hasPrefix("/dev/ttys") }
}

extension ChardevSource {
  /// Takes the path out of a pseudoterminal's source, and the source with it when no more is in it.
  fileprivate mutating func removePath() {
    guard case .pty(var source) = self else { return }
    source.path = nil
    self = .pty(source.seclabels.isEmpty ? PathSource() : source)
  }
}
