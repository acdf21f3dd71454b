internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// Which way a <source> works.
extension Rule {
  static let sourceForms = [badSourceMode, missingSourceMode, connectWithoutPath, pathOnPTY]

  static let badSourceMode = Rule(
    "VC301", "bad-source-mode", .error, needs: .readingIssues,
    "The mode of a source is neither bind nor connect.",
    rationale: """
      The mode of a socket is `bind` (QEMU listens) or `connect` (QEMU connects to a program that listens). Some
      generators write an empty mode (vagrant-libvirt did); the words `server` and `client` of QEMU are unknown to
      libvirt.
      """,
    sources: [.libvirt("src/util/virxml.c", "virXMLPropEnumInternal")],
    good: [
      Example(
        "<channel type='unix'><source mode='bind' path='/var/lib/vm/a'/><target type='virtio' name='a'/></channel>")
    ],
    bad: [
      Example(
        "<channel type='unix'><source mode='⟦server⟧' path='/var/lib/vm/a'/><target type='virtio' name='a'/></channel>",
        fixed:
          "<channel type='unix'><source mode='bind' path='/var/lib/vm/a'/><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='tcp'><source mode='⟦client⟧' host='h' service='80'/><target type='virtio' name='a'/></channel>",
        fixed:
          "<channel type='tcp'><source mode='connect' host='h' service='80'/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<channel type='unix'><source ⟦mode⟧=''/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><source/><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='unix'><source ⟦mode⟧=''/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><source/><target type='virtio' name='a'/></channel>", with: .bullseye,
        onPage: false),
    ]
  ) { context, findings in
    for case .badValue(let attribute, let source, _) in context.issues where context.isMode(attribute, of: source) {
      let mode = context.document.value(of: attribute)
      let isOld = !context.versions.supports(.attributeErrors)
      findings.add(
        at: mode.isEmpty ? context.document.nameRange(of: attribute) : context.document.valueRange(of: attribute),
        mode.isEmpty ? "the mode is empty" : "unknown mode '\(mode)': expected bind or connect",
        help: "set mode='bind' if QEMU must listen, or mode='connect' if it must connect",
        refusal: isOld
          ? .internalError("Unknown source mode '\(mode)'")
          : .xml("Invalid value for attribute 'mode' in element 'source': '\(mode)'."),
        fixes: context.correcting(mode: attribute, of: source))
    }
  }

  static let missingSourceMode = Rule(
    "VC302", "missing-source-mode", .warning, needs: .paths,
    "A source with a path has no mode, so libvirt uses connect.",
    rationale: """
      Without a mode, libvirt uses `connect`: QEMU expects an existing socket. If nothing listens, the domain does not
      start: "unable to stat: …: No such file or directory".
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrSourceDefParseXML")],
    good: [
      Example("<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='a'/></channel>"),
      Example("<channel type='unix'><target type='virtio' name='a'/></channel>"),
    ],
    bad: [
      Example(
        "<channel type='unix'><⟦source⟧ path='/run/a'/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='a'/></channel>")
    ]
  ) { context, findings in
    for device in context.backedDevices where !device.hasGeneratedPath {
      guard let socket = device.source.unix, let path = socket.path, !path.isEmpty, socket.mode == nil,
        context.attribute(.mode, of: socket.sourceNode) == nil
      else { continue }
      findings.add(
        at: context.range(of: socket.sourceNode),
        "the source has no mode, so QEMU connects to '\(path)', where another program must listen",
        help: "set mode='bind' if QEMU must listen, or mode='connect' if it must connect",
        fixes: [context.fix("set mode='bind'", device, safety: .unsafe) { $0.setMode(.bind) }])
    }
  }

  static let connectWithoutPath = Rule(
    "VC303", "connect-without-path", .warning,
    "A channel in connect mode has no path to connect to.",
    rationale: """
      libvirt generates the socket of a channel without a path and makes QEMU listen on it, silently changing
      `connect` to `bind`.
      """,
    sources: [.libvirt("src/qemu/qemu_domain.c", "qemuDomainPrepareChannel")],
    good: [
      Example("<channel type='unix'><source mode='connect' path='/run/a'/><target type='virtio' name='a'/></channel>"),
      Example("<channel type='unix'><source mode='bind'/><target type='virtio' name='a'/></channel>"),
    ],
    bad: [
      Example(
        "<channel type='unix'><source mode='⟦connect⟧'/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='a'/></channel>")
    ]
  ) { context, findings in
    for device in context.characterDevices where device.canHaveGeneratedPath {
      guard let socket = device.source.unix, socket.path == nil, socket.mode == .connect else { continue }
      findings.add(
        at: context.range(of: .mode, in: socket.sourceNode),
        "mode='connect' has no effect without a path: QEMU listens on a socket that libvirt generates",
        help: "set the path to connect to, or remove the <source>",
        fixes: context.leavingPathToLibvirt(device))
    }
  }

  static let pathOnPTY = Rule(
    "VC316", "path-on-pty", .warning, needs: .rareSources,
    "A pty has a path, which libvirt ignores.",
    rationale: """
      The kernel chooses the path of a pseudoterminal when the domain starts, and libvirt ignores the path in the
      definition. A program that opens that path does not reach the guest.
      """,
    sources: [.libvirt("src/qemu/qemu_process.c", "qemuProcessFindCharDevicePTYsMonitor")],
    good: [Example("<channel type='pty'><target type='virtio' name='a'/></channel>")],
    bad: [
      Example(
        "<channel type='pty'><source path='⟦/dev/ttyS7⟧'/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>")
    ]
  ) { context, findings in
    guard !context.isRunning else { return }
    for device in context.characterDevices {
      // Those of the kernel are left from a run, which VC112 reports.
      guard case .pty(let source) = device.source, let path = source.path, !path.isOfPTY else { continue }
      findings.add(
        at: context.range(of: .path, in: source.sourceNode),
        "libvirt ignores the path '\(path)': a pty gets a new path at each start",
        help: "remove the path; 'virsh ttyconsole' prints the path of a running domain",
        fixes: [context.removingPath(ofPTY: device)])
    }
  }
}

extension RuleContext {
  fileprivate func isMode(_ attribute: XMLAttribute, of element: ElementNode) -> Bool {
    document.name(of: element) == Name.source.xml && document.name(of: attribute) == Name.mode.xml
  }

  /// Replaces the words of other programs for listening and connecting; an empty mode has no meaning.
  fileprivate func correcting(mode attribute: XMLAttribute, of source: ElementNode) -> [Fix] {
    switch document.value(of: attribute).lowercased() {
    case "bind", "server", "listen", "listener", "server,nowait": [rewriting(attribute, as: SocketMode.bind.rawValue)]
    case "connect", "client", "connector": [rewriting(attribute, as: SocketMode.connect.rawValue)]
    case "" where document.attribute(Name.path.xml, of: source) == nil: [removal("remove mode=''", of: attribute)]
    case "": [rewriting(attribute, as: SocketMode.bind.rawValue, safety: .unsafe)]
    default: []
    }
  }
}

extension ChardevSource {
  /// The `<source>` element; the first of several.
  var sourceNode: SourceNode {
    switch self {
    case .pty(let source), .dev(let source), .pipe(let source): source.sourceNode
    case .file(let source): source.sourceNode
    case .udp(let source): source.endpoints.first?.sourceNode ?? .none
    case .tcp(let source): source.endpoint.sourceNode
    case .unix(let source): source.sourceNode
    case .spiceport(let source), .dbus(let source): source.sourceNode
    case .nmdm(let source): source.sourceNode
    case .qemuVdagent(let source): source.sourceNode
    case .null, .vc, .stdio, .spicevmc, .other: .none
    }
  }

  fileprivate mutating func setMode(_ mode: SocketMode) {
    guard case .unix(var socket) = self else { return }
    socket.mode = mode
    self = .unix(socket)
  }
}
