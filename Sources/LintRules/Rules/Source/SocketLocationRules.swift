internal import DomainModel
internal import Resolution
internal import SourceText

// Where a unix socket is, and whose it is.
extension Rule {
  static let socketLocations = [
    duplicateSocketPath, missingSocketDirectory, foreignGeneratedPath, temporarySocket,
  ]

  static let duplicateSocketPath = Rule(
    "VC307", "duplicate-socket-path", .warning, needs: .paths,
    "Two devices listen on the same socket.",
    rationale: """
      Both devices start, but the second removes the socket of the first before it creates its own, so the first
      device is unreachable.
      """,
    sources: [.libvirt("src/qemu/qemu_command.c", "qemuOpenChrChardevUNIXSocket")],
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
        "the \(holder.title) already listens on '\(path)' and becomes unreachable",
        help: device.canHaveGeneratedPath
          ? "use another path, or omit it to let libvirt assign one" : "use another path",
        notes: [Diagnostic.Note("the \(holder.title)", at: context.range(of: .path, in: holder.source.sourceNode))],
        fixes: context.leavingPathToLibvirt(device, safety: .unsafe))
    }
  }

  static let missingSocketDirectory = Rule(
    "VC308", "missing-socket-directory", .warning, needs: .paths,
    "A socket is in a directory below /run that nothing creates.",
    rationale: """
      libvirt does not create the directory of an explicit path. /run is empty after a host reboot, so a service or
      systemd-tmpfiles must create directories below it. If the directory is missing, the domain does not start:
      "Unable to bind to UNIX socket path '…': No such file or directory". Directories of libvirt, KubeVirt, oVirt,
      Proxmox VE and Open vSwitch, and user directories below /run/user, are created by that software and not
      reported.
      """,
    sources: [.libvirt("src/qemu/qemu_command.c", "qemuOpenChrChardevUNIXSocket")],
    good: [
      Example("<channel type='unix'><source mode='bind' path='/run/a'/><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='unix'><source mode='bind' path='/var/lib/libvirt/qemu/a'/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<channel type='unix'><source mode='bind' path='/run/user/1000/vm/a'/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<console type='unix'><source mode='bind' path='/var/run/kubevirt-private/3f1/virt-serial0'/><target type='virtio'/></console>"
      ),
      Example(
        """
        <channel type='unix'>
          <source mode='bind' path='/var/lib/libvirt/qemu/channels/3f1.org.qemu.guest_agent.0'/>
          <target type='virtio' name='org.qemu.guest_agent.0'/>
        </channel>
        """),
    ],
    bad: [
      Example(
        "<channel type='unix'><source mode='bind' path='⟦/run/vm/a⟧'/><target type='virtio' name='a'/></channel>")
    ]
  ) { context, findings in
    guard !context.isRunning else { return }
    for (_, socket, path) in context.listeningSockets {
      guard let directory = SocketDirectory.uncreated(of: path) else { continue }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        "the directory '\(directory)' does not survive a host reboot, and libvirt does not create it",
        help: "use a persistent directory, such as /var/lib/libvirt/qemu")
    }
  }

  static let foreignGeneratedPath = Rule(
    "VC309", "foreign-generated-path", .warning, needs: .paths,
    "A socket path is in a directory that libvirt creates for one run of a domain.",
    rationale: """
      libvirt creates a directory for the sockets of channels at each start, named after the domain and its id, and
      removes it when the domain stops. If libvirt recognizes such a path as its own, it replaces it (VC112).
      Otherwise it keeps the path, and the domain does not start: "Unable to bind to UNIX socket path '…'".
      """,
    sources: [
      .libvirt("src/qemu/qemu_domain.c", "qemuDomainChrDefDropDefaultPath"),
      .libvirt("src/qemu/qemu_domain.c", "qemuDomainPrepareChannel"),
    ],
    good: [
      Example("<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"),
      Example(
        "<channel type='unix'><source mode='bind' path='/run/libvirt/qemu/channel/vm.a'/><target type='virtio' name='a'/></channel>"
      ),
    ],
    bad: [
      Example(
        """
        <channel type='unix'>
          <source path='⟦/var/lib/libvirt/qemu/channel/target/domain-4-old/org.qemu.guest_agent.0⟧'/>
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
    guard !context.isRunning else { return }
    for device in context.backedDevices {
      guard let socket = device.source.unix, let path = socket.path else { continue }
      let isDropped = device.hasGeneratedPath
      guard isDropped ? socket.mode != .bind : SocketDirectory.isOfOneRun(path) else { continue }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        isDropped
          ? "the path was generated by libvirt, which replaces it"
          : "libvirt removes the directory of this path when the domain that it was generated for stops",
        help: device.canHaveGeneratedPath
          ? "omit the <source> to let libvirt assign a path" : "use a persistent directory",
        fixes: context.leavingPathToLibvirt(device, safety: .unsafe))
    }
  }

  static let temporarySocket = Rule(
    "VC311", "tmp-socket", .warning, needs: .paths,
    "A socket is in a directory for temporary files.",
    rationale: """
      These directories are world-writable: another user can create the path first. systemd-tmpfiles removes old
      files, and a service with PrivateTmp sees a different directory.
      """,
    sources: [.page("https://www.freedesktop.org/software/systemd/man/latest/tmpfiles.d.html", "tmpfiles.d")],
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
      guard let directory = SocketDirectory.temporary.first(where: path.hasPrefix) else { continue }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        "\(directory.dropLast()) is world-writable: another user can create the socket first, and it can be cleaned up or hidden by PrivateTmp",
        help: device.canHaveGeneratedPath
          ? "use a path below /var/lib/libvirt/qemu, or omit it to let libvirt assign one"
          : "use a path below /var/lib/libvirt/qemu",
        fixes: context.leavingPathToLibvirt(device, safety: .unsafe))
    }
  }
}

extension RuleContext {
  /// The sockets at stated paths that QEMU listens on.
  var listeningSockets: some Sequence<(CharacterDevice, UnixSource, path: String)> {
    backedDevices.lazy.compactMap { device in
      guard !device.hasGeneratedPath, let socket = device.source.unix, socket.mode == .bind,
        let path = socket.path, !path.isEmpty
      else { return nil }
      return (device, socket, path)
    }
  }
}
