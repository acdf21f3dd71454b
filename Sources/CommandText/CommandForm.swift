/// The format in which a text contains the arguments of a command line.
public enum CommandForm: String, CaseIterable, Sendable {
  /// Shell syntax: a script, a libvirt log, a makefile, `args:` of Proxmox.
  case shell
  /// The output of `ps`: arguments separated by spaces, without quotes; also one argument per line.
  case plain
  /// `/proc/PID/cmdline`: arguments terminated by NUL.
  case nul
  /// A systemd unit: `ExecStart=`.
  case systemd
  /// Lists of strings in any language, such as Python, Go, Rust, HCL or JSON.
  case list
  /// A JSON array of strings, read like `list`.
  case json
  /// YAML: block or flow sequences, or a scalar with the whole command.
  case yaml
  /// A QEMU configuration file, for `-readconfig`.
  case readconfig
}
