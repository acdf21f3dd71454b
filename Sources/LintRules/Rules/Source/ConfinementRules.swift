internal import DomainModel
internal import Resolution
internal import SourceText

// Which paths the host's security policy lets a domain use.
extension Rule {
  static let confinement = [deniedPath, customPath]

  static let deniedPath = Rule(
    "VC310", "custom-path-confinement", .warning, needs: .paths,
    "AppArmor and SELinux deny QEMU and virtlogd access to a path.",
    rationale: """
      The AppArmor helper of libvirt never grants write access to directories of the system, such as /etc, /bin,
      /usr/lib and /usr/share, even if the domain uses a path below them. The SELinux policy does not let a domain
      write to files with the labels of these directories.
      """,
    sources: [.libvirt("src/security/virt-aa-helper.c", "valid_path")],
    good: [
      Example(
        "<channel type='unix'><source mode='bind' path='/var/lib/libvirt/qemu/a'/><target type='virtio' name='a'/></channel>"
      ),
      Example("<channel type='unix'><source mode='bind' path='/srv/vm/a'/><target type='virtio' name='a'/></channel>"),
      Example(
        "<channel type='unix'><source mode='bind' path='/usr/local/a'/><target type='virtio' name='a'/></channel>"),
    ],
    bad: [
      Example(
        "<channel type='unix'><source mode='bind' path='⟦/etc/vm/a⟧'/><target type='virtio' name='a'/></channel>"),
      Example("<console type='file'><source path='⟦/usr/share/vm/a.log⟧'/><target type='virtio'/></console>"),
    ]
  ) { context, findings in
    for device in context.backedDevices where !device.hasGeneratedPath {
      for (path, range) in context.paths(of: device) {
        guard let directory = SystemDirectory.all.first(where: path.hasPrefix) else { continue }
        findings.add(
          at: range, "AppArmor and SELinux deny a domain write access to '\(path)', below \(directory)",
          help: "use a path below /var/lib/libvirt/qemu"
            + (device.canHaveGeneratedPath ? ", or omit it to let libvirt assign one" : ""))
      }
    }
  }

  static let customPath = Rule(
    "VC330", "custom-socket-path", .note,
    optIn: "hosts without AppArmor and SELinux, or with custom rules, allow such paths", needs: .paths,
    "A socket is outside the directories of libvirt.",
    rationale: """
      With SELinux, a program can use a socket only if the label of its directory allows it. AppArmor allows a
      domain the directories of libvirt and the paths that libvirt adds to the profile of the domain; older libvirt
      versions let QEMU create the socket, and AppArmor denies that outside these directories. Either label the
      directory with the type svirt_image_t, or add a line such as `/srv/vm/** rw,` to
      /etc/apparmor.d/local/abstractions/libvirt-qemu.
      """,
    sources: [
      .libvirt("src/security/virt-aa-helper.c", "get_files"),
      .libvirt("src/security/security_selinux.c", "virSecuritySELinuxSetChardevLabel"),
    ],
    good: [
      Example(
        "<channel type='unix'><source mode='bind' path='/var/lib/libvirt/qemu/a'/><target type='virtio' name='a'/></channel>"
      )
    ],
    bad: [
      Example("<channel type='unix'><source mode='bind' path='⟦/srv/vm/a⟧'/><target type='virtio' name='a'/></channel>")
    ]
  ) { context, findings in
    let usual = ["/var/lib/libvirt/", "/run/libvirt/", "/var/run/libvirt/"] + SystemDirectory.all
    for (device, socket, path) in context.listeningSockets where path.hasPrefix("/") {
      guard !usual.contains(where: path.hasPrefix) else { continue }
      findings.add(
        at: context.range(of: .path, in: socket.sourceNode),
        "'\(path)' is outside the directories of libvirt: AppArmor or SELinux may deny access",
        help: "use a path below /var/lib/libvirt/qemu"
          + (device.canHaveGeneratedPath ? ", or omit it to let libvirt assign one" : ""))
    }
  }
}

/// The directories in which libvirt lets no domain write.
private enum SystemDirectory {
  /// Source: `restricted` and `restricted_rw` in `valid_path`, src/security/virt-aa-helper.c.
  static let all = [
    "/bin/", "/boot/", "/etc/", "/lib", "/lost+found/", "/proc/", "/sbin/", "/selinux/", "/sys/", "/usr/bin/",
    "/usr/lib", "/usr/sbin/", "/usr/share/", "/usr/local/bin/", "/usr/local/etc/", "/usr/local/lib", "/usr/local/sbin/",
    "/vmlinuz", "/initrd",
  ]
}
