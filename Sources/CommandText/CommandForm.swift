/// How the arguments of a command line are written in a text.
public enum CommandForm: String, CaseIterable, Sendable {
  /// Shell-like text: a script, a log of libvirt, a makefile, `args:` of Proxmox.
  case shell
  /// What `ps` shows: spaces between arguments, nothing quoted; also one argument a line.
  case plain
  /// `/proc/PID/cmdline`: a NUL after each argument.
  case nul
  /// A unit of systemd: `ExecStart=`.
  case systemd
  /// Quoted lists of any language: Python, Go, Rust, HCL, JSON.
  case list
  /// A JSON list of strings; read as `list`.
  case json
  /// YAML: lists in blocks or brackets, or a scalar with the whole command.
  case yaml
  /// A configuration file of QEMU, for `-readconfig`.
  case readconfig
}
