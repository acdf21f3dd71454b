public import CommandText

/// Option values as `key=value` with short booleans, as printed by libvirt before 7.1.
public enum LegacyDialect {
  /// The booleans that libvirt shortened; it always wrote `append=on` and `packed=on`.
  private static let shortened: Set = ["server", "wait", "telnet"]

  /// The value of an option.
  public static func print(_ option: QEMUOption) -> String {
    KeyvalDialect.print(option) { property in
      if case .boolean(let value) = property.value, shortened.contains(property.key) {
        value ? property.key : "no\(property.key)"
      } else {
        "\(property.key)=\(KeyvalDialect.escaped(property.value))"
      }
    }
  }

  /// Parses the value of an option like ``KeyvalDialect``, but does not report short booleans.
  public static func parse(_ value: CommandLineArgument, _ flag: OptionFlag) -> QEMUOption {
    var ignored: [OptionProblem] = []
    return KeyvalDialect.parse(value, flag, &ignored)
  }
}
