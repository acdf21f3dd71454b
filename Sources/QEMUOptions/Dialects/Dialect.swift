/// The syntax of option values.
public enum Dialect: String, CaseIterable, Sendable {
  /// `-device '{"driver":"virtserialport","nr":1}'` for the options for which QEMU accepts JSON; `-chardev` is as in ``keyval``.
  case json
  /// `-device virtserialport,nr=1 -chardev socket,id=c0,server=on,wait=off`.
  case keyval
  /// Like ``keyval``, with short booleans: `-chardev socket,id=c0,server,nowait`.
  case legacy

  /// The value of an option.
  public func print(_ option: QEMUOption) -> String {
    switch self {
    case .json: option.flag.takesJSON ? JSONDialect.print(option) : KeyvalDialect.print(option)
    case .keyval: KeyvalDialect.print(option)
    case .legacy: LegacyDialect.print(option)
    }
  }

  /// The arguments of QEMU for the option: the flag and the value.
  public func arguments(_ option: QEMUOption) -> [String] { [option.flag.argument, print(option)] }
}
