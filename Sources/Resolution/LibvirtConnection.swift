/// The libvirt that a domain belongs to, which determines the directories of generated sockets (`virQEMUDriverConfigNew`).
public struct LibvirtConnection: Hashable, Sendable {
  /// What lives as long as the host runs.
  let stateFolder: String
  /// What stays.
  let libFolder: String
  /// What is configured.
  let configFolder: String
  /// The sockets of channels, before libvirt 9.7.
  let targetFolder: String

  /// The system libvirt, `qemu:///system`.
  public static let system = LibvirtConnection(
    stateFolder: "/run/libvirt/qemu", libFolder: "/var/lib/libvirt/qemu", configFolder: "/etc/libvirt",
    targetFolder: "/var/lib/libvirt/qemu/channel/target")

  /// The libvirt of a user, `qemu:///session`.
  /// - Parameters:
  ///   - configHome: the user's `XDG_CONFIG_HOME`, which is `~/.config` where it is not set.
  ///   - runtimeDirectory: the user's `XDG_RUNTIME_DIR`, such as `/run/user/1000`.
  public static func session(configHome: String, runtimeDirectory: String) -> LibvirtConnection {
    let config = "\(configHome)/libvirt"
    return LibvirtConnection(
      stateFolder: "\(runtimeDirectory)/libvirt/qemu/run", libFolder: "\(config)/qemu/lib", configFolder: config,
      targetFolder: "\(config)/qemu/channel/target")
  }

  /// The libvirt embedded in a program, `qemu:///embed?root=DIRECTORY`, whose files are below that directory.
  public static func embedded(root: String) -> LibvirtConnection {
    LibvirtConnection(
      stateFolder: "\(root)/run/qemu", libFolder: "\(root)/lib/qemu", configFolder: "\(root)/etc",
      targetFolder: "\(root)/lib/qemu/channel/target")
  }
}
