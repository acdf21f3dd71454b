internal import ArgumentParser
internal import Files
internal import Posix
internal import Resolution

/// Which libvirt a domain belongs to.
struct ConnectionOptions: ParsableArguments {
  @Flag(
    help: """
      Treat domains as domains of qemu:///session. Generated socket paths are in $XDG_RUNTIME_DIR; before libvirt 9.7, in \
      $XDG_CONFIG_HOME (default: ~/.config).
      """)
  var session = false

  /// Comes before a configuration.
  func override(_ configuration: inout Configuration) {
    if session { configuration.session = true }
  }

  /// The libvirt of the host, unless that of the user is selected.
  var connection: LibvirtConnection { session ? .ofUser : .system }
}

extension LibvirtConnection {
  /// The libvirt of the user who runs this program.
  ///
  /// Source: libvirt `virGetUserConfigDirectory` and `virGetUserRuntimeDirectory`, which ask GLib.
  static var ofUser: LibvirtConnection {
    .session(
      configHome: Environment["XDG_CONFIG_HOME"] ?? home("/.config"),
      runtimeDirectory: Environment["XDG_RUNTIME_DIR"] ?? Environment["XDG_CACHE_HOME"] ?? home("/.cache"))
  }

  private static func home(_ folder: String) -> String { (Environment["HOME"] ?? "") + folder }
}
