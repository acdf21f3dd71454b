internal import DomainModel
internal import Resolution
internal import SourceText

// Where a unix socket stands, and whose it is.
extension Rule {
  static let socketLocations = [
    duplicateSocketPath, missingSocketDirectory, foreignGeneratedPath, customPathConfinement, temporarySocket,
  ]

  static let duplicateSocketPath = Rule(
    "VC307", "duplicate-socket-path", .warning,
    "Two devices listen on one socket.",
    rationale: """
      Both start: the second removes the first one's socket before it makes its own, and what connects reaches the second only.
      The first device is there and never answers.
      """,
    good: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/run/a'/>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='unix'>
          <source mode='bind' path='/run/b'/>
          <target type='virtio' name='b'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/run/a'/>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='unix'>
          <source mode='bind' path='⟦/run/a⟧'/>
          <target type='virtio' name='b'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <source mode='bind' path='/run/a'/>
            <target type='virtio' name='a'/>
          </channel>
          <channel type='unix'>
            <target type='virtio' name='b'/>
          </channel>
          """)
    ]
  ) { context, findings in
    var holders: [String: CharacterDevice] = [:]
    for (device, socket, path) in context.listeningSockets {
      guard let holder = holders[path] else {
        holders[path] = device
        continue
      }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        "the \(holder.title) listens on '\(path)' already, and is cut off",
        help: device.canHaveGeneratedPath ? "write another path, or none and libvirt makes one" : "write another path",
        notes: [Diagnostic.Note("the \(holder.title)", at: context.range(of: .path, in: holder.source.sourceNode))],
        fixes: context.leavingPathToLibvirt(device, safety: .unsafe))
    }
  }

  static let missingSocketDirectory = Rule(
    "VC308", "missing-socket-directory", .warning,
    "A socket stands in a folder that may not be there.",
    rationale: """
      libvirt does not make the folders of a path. Those below /run are gone after a restart of the host unless something like
      systemd-tmpfiles makes them; /var/lib/libvirt/qemu/channels is a folder of oVirt's hosts. Where the folder is missing the
      domain does not start: "Unable to bind to UNIX socket path '…': No such file or directory".
      """,
    good: [
      Example("<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='unix'><source mode='bind' path='/var/lib/libvirt/qemu/a'/><target type='virtio' name='a'/></channel>"
      ),
    ],
    bad: [
      Example(
        "<channel type='unix'><source mode='bind' path='⟦/run/vm/a⟧'/><target type='virtio' name='a'/></channel>"),
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='⟦/var/lib/libvirt/qemu/channels/3f1.org.qemu.guest_agent.0⟧'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        """),
    ]
  ) { context, findings in
    guard !context.isStatus else { return }
    for (_, socket, path) in context.listeningSockets {
      guard let folder = SocketFolder.unmade(of: path) else { continue }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        folder.isVolatile
          ? "the folder '\(folder.path)' is gone after a restart of the host, and libvirt does not make it"
          : "the folder '\(folder.path)' is there on oVirt's hosts only, and libvirt does not make it",
        help: "write a path in a folder that stays, such as /var/lib/libvirt/qemu")
    }
  }

  static let foreignGeneratedPath = Rule(
    "VC309", "foreign-generated-path", .warning,
    "A path is one that libvirt made for a domain that ran.",
    rationale: """
      libvirt makes the sockets of channels anew at each start, in a folder called after the domain and its id, and removes the
      folder when the domain stops. A path that was copied from a running domain is dropped where this libvirt knows it for one of
      its own; otherwise it is kept, and the domain does not start: "Unable to bind to UNIX socket path '…'".
      """,
    good: [Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>")],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='⟦/var/lib/libvirt/qemu/channel/target/domain-4-old/org.qemu.guest_agent.0⟧'/>
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
        <channel type='unix'>
          <source mode='bind' path='⟦/run/libvirt/qemu/channel/5-old/another.0⟧'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        """,
        fixed: """
          <channel type='unix'>
            <target type='virtio' name='org.qemu.guest_agent.0'/>
          </channel>
          """),
    ]
  ) { context, findings in
    guard !context.isStatus else { return }
    for device in context.backedDevices {
      guard let socket = device.source.unix, let path = socket.path else { continue }
      let isDropped = device.hasGeneratedPath
      guard isDropped || SocketFolder.isLibvirts(path) else { continue }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        isDropped
          ? "libvirt drops this path of a domain that ran, and makes another"
          : "libvirt made this path for a domain that ran; its folder is there no more when that stops",
        help: device.canHaveGeneratedPath ? "leave the <source> out" : "write a path of your own",
        fixes: context.leavingPathToLibvirt(device, safety: isDropped && socket.mode == .bind ? .safe : .unsafe))
    }
  }

  static let customPathConfinement = Rule(
    "VC310", "custom-path-confinement", .note, isOptIn: true,
    "A socket stands where AppArmor or SELinux may not let QEMU.",
    rationale: """
      With AppArmor a domain reaches libvirt's own folders and what libvirt adds to its profile, with SELinux what is labelled for
      it. For a folder elsewhere a line such as `/srv/vm/** rw,` in /etc/apparmor.d/local/abstractions/libvirt-qemu, or a label
      of the type svirt_image_t, may be needed.
      """,
    good: [
      Example(
        "<channel type='unix'><source mode='bind' path='/var/lib/libvirt/qemu/a'/><target type='virtio' name='a'/></channel>"
      )
    ],
    bad: [
      Example("<channel type='unix'><source mode='bind' path='⟦/srv/vm/a⟧'/><target type='virtio' name='a'/></channel>")
    ]
  ) { context, findings in
    let usual = ["/var/lib/libvirt/", "/run/libvirt/", "/var/run/libvirt/"]
    for (_, socket, path) in context.listeningSockets where path.hasPrefix("/") {
      guard !usual.contains(where: path.hasPrefix) else { continue }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        "'\(path)' stands outside of libvirt's folders: AppArmor or SELinux may need to be told",
        help: "write a path below /var/lib/libvirt/qemu, or none and libvirt makes one")
    }
  }

  static let temporarySocket = Rule(
    "VC311", "tmp-socket", .warning,
    "A socket stands in a folder for temporary files.",
    rationale: """
      Everybody may write there: another user can take the path first. systemd-tmpfiles removes what is old, and a service with
      PrivateTmp sees another folder of that name.
      """,
    good: [
      Example(
        "<channel type='unix'><source mode='bind' path='/var/lib/libvirt/qemu/a'/><target type='virtio' name='a'/></channel>"
      )
    ],
    bad: [
      Example(
        "<channel type='unix'><source mode='bind' path='⟦/tmp/a⟧'/><target type='virtio' name='a'/></channel>",
        fixed: "<channel type='unix'><target type='virtio' name='a'/></channel>")
    ]
  ) { context, findings in
    for (device, socket, path) in context.listeningSockets {
      guard let folder = SocketFolder.temporary.first(where: path.hasPrefix) else { continue }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        "\(folder.dropLast()) is everybody's: the socket can be taken, removed, or out of sight of other services",
        help: "write a path below /var/lib/libvirt/qemu" + (device.canHaveGeneratedPath ? ", or none" : ""),
        fixes: context.leavingPathToLibvirt(device, safety: .unsafe))
    }
  }
}

extension RuleContext {
  /// The sockets at stated paths that QEMU listens on.
  fileprivate var listeningSockets: some Sequence<(CharacterDevice, UnixSource, path: String)> {
    backedDevices.lazy.compactMap { device in
      guard !device.hasGeneratedPath, let socket = device.source.unix, socket.mode == .bind,
        let path = socket.path, !path.isEmpty
      else { return nil }
      return (device, socket, path)
    }
  }
}

/// What is known of folders by their names alone.
private enum SocketFolder {
  static let temporary = ["/tmp/", "/var/tmp/", "/dev/shm/"]
  private static let volatile = ["/run/", "/var/run/"]
  private static let libvirts = ["/libvirt/qemu/channel/", "/libvirt/qemu/run/channel/", "/libvirt/qemu/lib/channel/"]
  private static let ovirts = "/var/lib/libvirt/qemu/channels/"

  /// The folder of a path that nobody makes by itself.
  static func unmade(of path: String) -> (path: String, isVolatile: Bool)? {
    guard !isLibvirts(path), let end = path.lastIndex(of: "/") else { return nil }
    let folder = path[..<end]
    if path.hasPrefix(ovirts) { return (String(folder), false) }
    guard let root = volatile.first(where: path.hasPrefix), folder.count > root.count else { return nil }
    let isRoot = ["/run/libvirt", "/var/run/libvirt"].contains { folder.hasPrefix($0) }
    return isRoot ? nil : (String(folder), true)
  }

  /// Whether a path stands where some libvirt makes the sockets of channels.
  static func isLibvirts(_ path: String) -> Bool {
    libvirts.contains(where: path.holds)
  }
}
