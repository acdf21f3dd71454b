internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What a <source> must say, and what it cannot.
extension Rule {
  static let sourceDemands = [missingSourceAttribute, invalidReconnect, emptyFilePath]

  static let missingSourceAttribute = Rule(
    "VC312", "missing-source-attribute", .error,
    "A source lacks an attribute that its type requires.",
    rationale: """
      A file, dev or pipe device requires a path, a tcp device a host and a service, a udp device the service it sends
      to, a spiceport or dbus device a channel name. A Unix socket requires a path, except on a virtio channel, for
      which libvirt generates one.
      """,
    sources: [.libvirt("src/conf/domain_validate.c", "virDomainChrSourceDefValidate")],
    good: [
      Example("<channel type='unix'><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><target type='virtio' name='a'/></channel>"
      ),
      Example("<serial type='pty'/>\n<console type='file'><target type='serial'/></console>"),
      Example("<redirdev bus='usb' type='dbus'/>"),
    ],
    bad: [
      Example("<⟦console⟧ type='unix'><target type='virtio'/></console>"),
      Example("<⟦channel⟧ type='unix'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>"),
      Example("<channel type='file'><⟦source⟧ append='on'/><target type='virtio' name='a'/></channel>"),
      Example("<channel type='tcp'><⟦source⟧ mode='bind' service='4555'/><target type='virtio' name='a'/></channel>"),
      Example("<channel type='udp'><⟦source⟧ mode='bind' service='4555'/><target type='virtio' name='a'/></channel>"),
      Example("<⟦channel⟧ type='dbus'><target type='virtio' name='a'/></channel>\n<graphics type='dbus'/>"),
      Example(
        "<rng model='virtio'>\n  <backend model='egd' type='unix'><⟦source⟧ mode='connect'/></backend>\n</rng>"),
      Example("<⟦parallel⟧ type='file'/>"),
    ]
  ) { context, findings in
    for device in context.backedDevices {
      guard let missing = device.missingAttribute else { continue }
      let type = device.source.type
      findings.add(
        at: context.range(of: device.source.sourceNode.node == nil ? device.sourceNode : device.source.sourceNode),
        "the \(device.title) of type \(type) has no \(missing.text)\(missing == .channel ? " name" : "")",
        help: "add \(missing.text)='…' to <source>",
        refusal: missing == .channel
          ? .unsupported("Missing source channel attribute for char device")
          : .internalError("Missing source \(missing.text) attribute for char device"))
    }
  }

  static let invalidReconnect = Rule(
    "VC315", "reconnect-misuse", .error,
    "The reconnect settings have no effect or are refused.",
    rationale: """
      Only a connecting socket can reconnect. libvirt refuses <reconnect>, even with enabled='no', on a listening one,
      and a channel without a path always listens. enabled='yes' requires a timeout of at least 1 second.
      """,
    sources: [
      .libvirt("src/conf/domain_validate.c", "virDomainChrSourceDefValidate"),
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainChrSourceReconnectDef"),
    ],
    good: [
      Example(
        """
        <channel type='unix'>
          <source mode='connect' path='/run/a'>
            <reconnect enabled='yes' timeout='5'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/run/a'>
            <⟦reconnect⟧ enabled='yes' timeout='5'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <source mode='bind' path='/run/a'>
            </source>
            <target type='virtio' name='a'/>
          </channel>
          """),
      Example(
        """
        <channel type='unix'>
          <source mode='connect' path='/run/a'>
            <⟦reconnect⟧ enabled='yes'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <source mode='connect' path='/run/a'>
              <reconnect enabled='yes' timeout='5'/>
            </source>
            <target type='virtio' name='a'/>
          </channel>
          """),
      Example(
        """
        <channel type='unix'>
          <source mode='connect' path='/run/a'>
            <⟦reconnect⟧ enabled='yes'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <source mode='connect' path='/run/a'>
              <reconnect enabled='yes' timeout='5'/>
            </source>
            <target type='virtio' name='a'/>
          </channel>
          """, with: .bullseye, onPage: false),
      Example(
        """
        <channel type='tcp'>
          <source mode='connect' host='127.0.0.1' service='4555'>
            <reconnect enabled='yes' timeout='⟦0⟧'/>
          </source>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='tcp'>
            <source mode='connect' host='127.0.0.1' service='4555'>
              <reconnect enabled='yes' timeout='5'/>
            </source>
            <target type='virtio' name='a'/>
          </channel>
          """),
    ]
  ) { context, findings in
    for device in context.characterDevices {
      guard let reconnect = device.source.reconnect, let requestError = context.requestError(of: reconnect, in: device)
      else {
        continue
      }
      findings.add(
        at: requestError.range, requestError.message, help: requestError.help, refusal: requestError.refusal,
        fixes: [requestError.fix])
    }
  }

  static let emptyFilePath = Rule(
    "VC320", "empty-file-path", .error, needs: .paths,
    "The path of a file, device, pipe or log is empty.",
    rationale: """
      libvirt accepts the definition, but the domain does not start, because an empty path cannot be opened.
      """,
    sources: [
      .libvirt("src/util/virrotatingfile.c", "virRotatingFileWriterEntryNew"),
      .libvirt("src/security/security_dac.c", "virSecurityDACSetOwnershipInternal"),
    ],
    good: [Example("<channel type='file'><source path='/var/log/a'/><target type='virtio' name='a'/></channel>")],
    bad: [
      Example("<channel type='file'><source ⟦path⟧=''/><target type='virtio' name='a'/></channel>"),
      Example("<channel type='dev'><source ⟦path⟧=''/><target type='virtio' name='a'/></channel>"),
      Example("<console type='pipe'><source ⟦path⟧=''/></console>"),
      Example(
        "<channel type='pty'><log ⟦file⟧=''/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>"),
    ]
  ) { context, findings in
    for device in context.backedDevices {
      if let refusal = device.source.refusalOfEmptyFile {
        findings.add(
          at: context.nameRange(of: .path, in: device.source.sourceNode),
          "the path of the \(device.source.kind == .dev ? "device" : device.source.type) is empty",
          help: "set a path", refusal: refusal)
      }
      guard let log = device.log, log.file == "" else { continue }
      findings.add(
        at: context.nameRange(of: .file, in: log.sourceNode), "the path of the log is empty",
        help: "set a file path, or remove the <log>",
        refusal: .atStart("Unable to open file: : No such file or directory"),
        fixes: [context.removal("remove the <log>", of: log.sourceNode, safety: .unsafe)])
    }
  }
}

extension CharacterDevice {
  /// The attribute that libvirt demands and that is not there (`virDomainChrSourceDefValidate`).
  fileprivate var missingAttribute: Name? {
    switch source {
    case .dev(let path), .pipe(let path): path.path == nil ? .path : nil
    case .file(let file): file.path == nil ? .path : nil
    case .unix(let socket): socket.path == nil && !canHaveGeneratedPath && !isForXen ? .path : nil
    case .tcp(let tcp): tcp.endpoint.host == nil ? .host : tcp.endpoint.service == nil ? .service : nil
    case .udp(let udp): udp.isSentSomewhere ? nil : .service
    case .dbus where isRedirection: nil
    case .spiceport(let source), .dbus(let source): source.channel == nil ? .channel : nil
    case .null, .vc, .pty, .stdio, .spicevmc, .nmdm, .qemuVdagent, .other: nil
    }
  }

  /// Whether it redirects USB, for which libvirt has a D-Bus name of its own (`qemuDomainRedirdevDefPostParse`).
  private var isRedirection: Bool {
    if case .other(let other) = device { other.kind == .redirdev } else { false }
  }

  private var isForXen: Bool {
    if case .xen? = channel?.target?.kind { true } else { false }
  }
}

extension UDPSource {
  /// Whether the first source to connect that says anything names a service.
  fileprivate var isSentSomewhere: Bool {
    endpoints.first { $0.mode != .bind && ($0.host != nil || $0.service != nil) }?.service != nil
  }
}

// MARK: Reconnecting

private struct ReconnectError {
  let range: SourceRange
  let message: String
  let help: String
  let refusal: Refusal
  let fix: Fix
}

extension RuleContext {
  fileprivate func requestError(of reconnect: Reconnect, in device: CharacterDevice) -> ReconnectError? {
    let isStated = attribute(.timeout, of: reconnect.sourceNode) != nil
    if reconnect.enabled != nil, device.effectiveSource.isListening, !device.isView {
      return ReconnectError(
        range: range(of: reconnect.sourceNode), message: "a socket that QEMU listens on cannot reconnect",
        help: "remove the <reconnect>, or set mode='connect' and a path",
        refusal: reconnect.enabled == .yes && !isStated
          ? missingTimeout : .internalError("chardev reconnect is possible only for connect mode"),
        fix: fix("remove the <reconnect>", device) { $0.reconnect = nil })
    }
    guard reconnect.enabled == .yes else { return nil }
    if isStated, reconnect.timeout != 0 || device.isView { return nil }
    return ReconnectError(
      range: isStated ? range(of: .timeout, in: reconnect.sourceNode) : range(of: reconnect.sourceNode),
      message: isStated ? "the timeout must be at least 1 second" : "enabled='yes' requires a timeout",
      help: "set timeout='5', or enabled='no'",
      refusal: isStated
        ? Refusal(by: .libvirt, "invalid argument: chardev reconnect source timeout cannot be '0'")
        : missingTimeout,
      fix: fix("set timeout='5'", device) { $0.reconnect?.timeout = 5 })
  }

  private var missingTimeout: Refusal {
    versions.supports(.attributeErrors)
      ? .xml("Missing required attribute 'timeout' in element 'reconnect'")
      : .xml("missing timeout for chardev with reconnect enabled")
  }
}

extension ChardevSource {
  /// Whether QEMU opens the socket.
  var isListening: Bool {
    switch self {
    case .unix(let socket): socket.mode == .bind
    case .tcp(let tcp): tcp.endpoint.mode == .bind
    default: false
    }
  }

  fileprivate var reconnect: Reconnect? {
    get {
      switch self {
      case .unix(let socket): socket.reconnect
      case .tcp(let tcp): tcp.endpoint.reconnect
      default: nil
      }
    }
    set {
      switch self {
      case .unix(var socket):
        socket.reconnect = newValue
        self = .unix(socket)
      case .tcp(var tcp):
        tcp.endpoint.reconnect = newValue
        self = .tcp(tcp)
      default: break
      }
    }
  }

  /// libvirt's error for an empty path when it opens or labels it.
  fileprivate var refusalOfEmptyFile: Refusal? {
    switch self {
    case .file(let file) where file.path == "": .atStart("Unable to open file: : No such file or directory")
    case .dev(let path) where path.path == "": .atStart("Path '' is not accessible: No such file or directory")
    case .pipe(let path) where path.path == "": .atStart("unable to stat: : No such file or directory")
    default: nil
    }
  }
}
