internal import DomainModel
internal import Resolution
internal import SourceText

// How the path of a unix socket is spelled.
extension Rule {
  static let socketPaths = [socketPathTooLong, relativeSocketPath, emptySocketPath, badPortNameForPath]

  static let socketPathTooLong = Rule(
    "VC304", "socket-path-too-long", .error,
    "A Unix socket path is too long.",
    rationale: """
      The kernel allows 108 bytes for the path of a socket. libvirt, which opens the sockets that QEMU listens on,
      includes a terminating NUL and allows 107; QEMU, which connects itself, allows 108. A path that libvirt
      generates contains the id of the domain and the first 20 characters of its name before the port's name, so it
      grows with the number of starts (a warning while it still fits).
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuOpenChrChardevUNIXSocket"),
      .qemu("util/qemu-sockets.c", "unix_connect_saddr"),
    ],
    good: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/var/lib/libvirt/qemu/\(String(repeating: "x", count: 85))'/>
          <target type='virtio' name='a'/>
        </channel>
        """),
      Example(
        """
        <channel type='unix'>
          <source mode='connect' path='/var/lib/libvirt/qemu/\(String(repeating: "x", count: 86))'/>
          <target type='virtio' name='a'/>
        </channel>
        """),
    ],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='⟦/var/lib/libvirt/qemu/\(String(repeating: "x", count: 86))⟧'/>
          <target type='virtio' name='a'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <target type='virtio' name='a'/>
          </channel>
          """),
      Example(
        """
        <console type='unix'>
          <source mode='connect' path='⟦/var/lib/libvirt/qemu/\(String(repeating: "x", count: 87))⟧'/>
          <target type='virtio'/>
        </console>
        """),
      Example(
        "<channel type='unix'><target type='virtio' name='⟦\(String(repeating: "x", count: 77))⟧'/></channel>"),
      Example(
        "<channel type='unix'><target type='virtio' name='⟦\(String(repeating: "x", count: 75))⟧'/></channel>"),
      Example(
        "<channel type='unix'><target type='virtio' name='⟦\(String(repeating: "x", count: 65))⟧'/></channel>",
        with: .bookworm, onPage: false),
    ]
  ) { context, findings in
    for device in context.backedDevices {
      guard let path = device.effectiveSource.unix?.path else { continue }
      if device.hasGeneratedPath {
        context.check(generated: path, of: device, &findings)
      } else {
        context.check(stated: path, of: device, &findings)
      }
    }
  }

  static let relativeSocketPath = Rule(
    "VC305", "relative-socket-path", .warning, needs: .paths,
    "The path of a socket, file, pipe, device or log is relative.",
    rationale: """
      A relative path is resolved against the working directory of the daemon, which is / for libvirtd, virtqemud and
      virtlogd: `test.log` is /test.log. libvirt treats a leading @, used elsewhere for abstract sockets, as part of
      the file name.
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuOpenChrChardevUNIXSocket"),
      .libvirt("src/util/virrotatingfile.c", "virRotatingFileWriterEntryNew"),
    ],
    good: [
      Example("<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='a'/></channel>")
    ],
    bad: [
      Example("<channel type='unix'><source mode='bind' path='⟦a.sock⟧'/><target type='virtio' name='a'/></channel>"),
      Example("<channel type='unix'><source mode='bind' path='⟦@a⟧'/><target type='virtio' name='a'/></channel>"),
      Example("<channel type='file'><source path='⟦test.log⟧'/><target type='virtio' name='a'/></channel>"),
      Example("<console type='pipe'><source path='⟦a.pipe⟧'/><target type='virtio'/></console>"),
      Example("<channel type='pty'><log file='⟦a.log⟧'/><target type='virtio' name='a'/></channel>"),
    ]
  ) { context, findings in
    for device in context.backedDevices where !device.hasGeneratedPath {
      for (path, range) in context.paths(of: device) where path.first != nil && path.first != "/" {
        let isAbstract = path.first == "@" && device.source.kind == .unix
        findings.add(
          at: range,
          isAbstract
            ? "libvirt does not support abstract sockets: '\(path)' is a file in the working directory of its daemon, usually '/\(path)'"
            : "'\(path)' is relative to the working directory of the daemon that opens it, usually '/\(path)'",
          help: "use an absolute path")
      }
    }
  }

  static let emptySocketPath = Rule(
    "VC306", "empty-socket-path", .error, needs: .paths,
    "A Unix socket path is empty.",
    rationale: """
      An empty path is not the same as no path: libvirt accepts the definition, but the domain does not start. Some
      generators write it (terraform-provider-libvirt did).
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuOpenChrChardevUNIXSocket"),
      .libvirt("src/security/security_dac.c", "virSecurityDACSetOwnershipInternal"),
    ],
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example(
        "<channel type='unix'><source mode='bind' ⟦path⟧=''/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example("<console type='unix'><source ⟦path⟧=''/><target type='virtio'/></console>"),
    ]
  ) { context, findings in
    for device in context.backedDevices {
      guard let socket = device.source.unix, socket.path == "" else { continue }
      findings.add(
        at: context.nameRange(of: .path, in: socket.sourceNode), "the path of the socket is empty",
        help: device.canHaveGeneratedPath ? "remove the <source> to let libvirt assign a path" : "use a path",
        refusal: .atStart(
          socket.mode == .bind
            ? "cannot stat '': No such file or directory" : "unable to stat: : No such file or directory"),
        fixes: context.leavingPathToLibvirt(device, safety: .unsafe))
    }
  }

  static let badPortNameForPath = Rule(
    "VC318", "bad-port-name-for-path", .error,
    "libvirt cannot derive a socket path from the port's name.",
    rationale: """
      The socket of a channel without a path is named after the port, in a directory that libvirt creates for the
      domain. A slash refers to a subdirectory that does not exist; an empty name, `.` and `..` refer to directories.
      """,
    sources: [
      .libvirt("src/qemu/qemu_domain.c", "qemuDomainPrepareChannel"),
      .libvirt("src/qemu/qemu_command.c", "qemuOpenChrChardevUNIXSocket"),
    ],
    good: [
      Example("<channel type='unix'><target type='virtio' name='a.b'/></channel>"),
      Example("<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='a/b'/></channel>"),
      Example("<channel type='pty'><target type='virtio' name='a/b'/></channel>"),
    ],
    bad: [
      Example("<channel type='unix'><target type='virtio' name='⟦a/b⟧'/></channel>"),
      Example(
        "<channel type='unix'><target type='virtio' ⟦name⟧=''/></channel>",
        fixed: "<channel type='unix'><target type='virtio'/></channel>"),
      Example("<channel type='unix'><target type='virtio' name='⟦../a⟧'/></channel>"),
    ]
  ) { context, findings in
    for device in context.backedDevices where device.hasGeneratedPath {
      guard let channel = device.channel, let target = channel.target, let name = channel.name,
        let path = device.effectiveSource.unix?.path, let flaw = SocketNameFlaw(name, path)
      else { continue }
      findings.add(
        at: name.isEmpty
          ? context.nameRange(of: .name, in: target.sourceNode) : context.range(of: .name, in: target.sourceNode),
        flaw.message, help: "use a name without slashes, or set an explicit path",
        severity: flaw.refusal == nil ? .warning : .error, refusal: flaw.refusal,
        fixes: name.isEmpty ? [context.fix("remove name=''", channel, safety: .unsafe) { $0.removeName() }] : [])
    }
  }
}

extension RuleContext {
  /// The stated paths that a device or its log opens.
  func paths(of device: CharacterDevice) -> [(String, SourceRange)] {
    let path: String? =
      switch device.source {
      case .unix(let socket): socket.path
      case .file(let file): file.path
      case .dev(let source), .pipe(let source): source.path
      default: nil
      }
    var paths = path.map { [($0, range(of: .path, in: device.source.sourceNode))] } ?? []
    if let log = device.log, let file = log.file { paths.append((file, range(of: .file, in: log.sourceNode))) }
    return paths
  }
}

// MARK: Length

extension RuleContext {
  private static let longestListening = 107
  private static let longestConnecting = 108

  fileprivate func check(stated path: String, of device: CharacterDevice, _ findings: inout Findings) {
    guard let socket = device.source.unix else { return }
    let count = path.utf8.count
    let longest = socket.mode == .bind ? Self.longestListening : Self.longestConnecting
    guard count > longest else { return }
    findings.add(
      at: range(of: .path, in: socket.sourceNode),
      "the socket path has \(count) bytes; the maximum is \(longest)",
      help: device.canHaveGeneratedPath
        ? "use a shorter path, or omit it to let libvirt assign one" : "use a shorter path",
      refusal: socket.mode == .bind
        ? .atStart("internal error: UNIX socket path '\(path)' too long")
        : Refusal(by: .qemu, "UNIX socket path '\(path)' is too long"),
      fixes: leavingPathToLibvirt(device, safety: .unsafe))
  }

  /// The domain's id, which is -1 in the path until it starts, has from one digit to as many as there are starts.
  fileprivate func check(generated path: String, of device: CharacterDevice, _ findings: inout Findings) {
    let shortest = path.utf8.count - 1
    guard let target = device.channel?.target, shortest + 3 > Self.longestListening else { return }
    let isRefused = shortest > Self.longestListening
    let excess = shortest + (isRefused ? 0 : 3) - Self.longestListening
    findings.add(
      at: range(of: .name, in: target.sourceNode),
      isRefused
        ? "the socket path that libvirt derives from this name has at least \(shortest) bytes; the maximum is "
          + "\(Self.longestListening)"
        : "the socket path that libvirt derives from this name becomes too long when the domain id has more digits",
      help: help(shorteningNameOf: device, by: excess, generated: path),
      severity: isRefused ? .error : .warning,
      refusal: isRefused ? .atStart("internal error: UNIX socket path '\(path)' too long") : nil)
  }
}

extension RuleContext {
  /// How to get a shorter path: by the name where it may be another one and is long enough, else by another directory.
  private func help(shorteningNameOf device: CharacterDevice, by excess: Int, generated path: String) -> String {
    let name = device.channel?.name ?? ""
    if WellKnownPort(name) == nil, excess < name.utf8.count {
      return "shorten the name by \(excess.counted("byte")), or use a path of your own"
    }
    let isSession = !path.hasPrefix("/var/lib/libvirt/") && !path.hasPrefix("/run/libvirt/")
    guard isSession else { return "use a path of your own" }
    return versions.supports(.runtimeChannelPaths)
      ? "set XDG_RUNTIME_DIR to a shorter path, or use a path of your own"
      : "set XDG_CONFIG_HOME to a shorter path, use libvirt 9.7 or later, which uses XDG_RUNTIME_DIR, or use a path of your own"
  }
}

// MARK: Names

/// What is wrong with a port's name as the name of a file.
private struct SocketNameFlaw {
  let message: String
  /// Nil where the socket lands somewhere else.
  let refusal: Refusal?

  init?(_ name: String, _ path: String) {
    guard name.isEmpty || name.utf8.contains(UInt8(ascii: "/")) || name.hasPrefix(".") else { return nil }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if ["", ".", ".."].contains(parts.last) {
      message = "'\(name)' is not a file name in the directory that libvirt creates for the domain's sockets"
      refusal = .atStart("Unable to unlink \(path): Is a directory")
    } else if parts.dropLast().contains(where: { ![".", "..", ""].contains($0) }) {
      message = "the socket of '\(name)' would be in a directory that nothing creates"
      refusal = .atStart("Unable to bind to UNIX socket path '\(path)': No such file or directory")
    } else if parts.contains("..") {
      message = "the socket of '\(name)' would be outside the directory that libvirt creates for the domain's sockets"
      refusal = nil
    } else {
      return nil
    }
  }
}

extension Channel {
  fileprivate mutating func removeName() {
    guard case .virtio(var virtio)? = target?.kind else { return }
    virtio.name = nil
    target?.kind = .virtio(virtio)
  }
}
