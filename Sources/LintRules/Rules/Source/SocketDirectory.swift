internal import SourceText

/// What is known of the directories of sockets by their names.
enum SocketDirectory {
  /// Those that every user can write to.
  static let temporary = ["/tmp/", "/var/tmp/", "/dev/shm/"]

  private static let libvirts = ["/libvirt/qemu/channel/", "/libvirt/qemu/run/channel/", "/libvirt/qemu/lib/channel/"]

  /// What begins the names of directories below /run that a program creates before it starts a domain: libvirt, KubeVirt, oVirt and VDSM,
  /// Proxmox VE, Open vSwitch, systemd (also for each user).
  private static let created = [
    "libvirt", "kubevirt", "ovirt-", "vdsm", "qemu-server", "openvswitch", "user", "lock", "systemd",
  ]

  /// The directory of a path below /run that nothing creates; nil for any other.
  static func uncreated(of path: String) -> String? {
    guard !isLibvirts(path), let end = path.lastIndex(of: "/") else { return nil }
    let directory = path[..<end]
    guard let root = ["/run/", "/var/run/"].first(where: path.hasPrefix), directory.count > root.count else {
      return nil
    }
    let name = directory.dropFirst(root.count)
    return created.contains(where: name.hasPrefix) ? nil : String(directory)
  }

  /// Whether a path is where some libvirt makes the sockets of channels.
  static func isLibvirts(_ path: String) -> Bool { libvirts.contains(where: path.holds) }

  /// Whether a path is in a directory that some libvirt makes for one run of a domain: `domain-4-vm` or `4-vm`. The directory above it, in
  /// which an own path may be too, remains.
  ///
  /// Source: libvirt `qemuDomainChrDefDropDefaultPath`, `qemuDomainSetPrivatePaths`.
  static func isOfOneRun(_ path: String) -> Bool {
    guard let folder = libvirts.first(where: path.holds), let end = path.firstRange(of: folder)?.upperBound else {
      return false
    }
    var rest = path[end...]
    if rest.hasPrefix("target/") { rest = rest.dropFirst("target/".count) }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, let dash = parts[0].firstIndex(of: "-") else { return false }
    let id = parts[0][..<dash]
    return id == "domain" || !id.isEmpty && id.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
