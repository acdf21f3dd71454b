internal import SourceText

/// The specifiers of a unit of systemd whose values follow from the name of its file, or are the same on every host.
///
/// Source: `systemd.unit(5)`, "Specifiers".
struct SystemdSpecifiers {
  private var values: [(name: String, value: String)] = []

  /// Looks at the path of a unit. The directories are those of the system's manager.
  init(path: String) {
    let file = path.split(separator: "/").last.map(String.init) ?? ""
    if !path.contains("/user/") {
      values = [
        ("%t", "/run"), ("%S", "/var/lib"), ("%C", "/var/cache"), ("%L", "/var/log"), ("%E", "/etc"), ("%T", "/tmp"),
        ("%V", "/var/tmp"),
      ]
    }
    guard file.hasSuffix(".service") else { return }
    let name = file.dropLast(".service".count)
    let at = name.firstIndex(of: "@")
    values.append(("%p", String(name[..<(at ?? name.endIndex)])))
    let instance = at.map { name[name.index(after: $0)...] }
    // The instance of a template such as `vm@.service` is chosen at start.
    guard instance?.isEmpty != true else { return }
    values += [("%i", String(instance ?? "")), ("%n", file), ("%N", String(name))]
  }

  /// The specifiers as variables, whose values come from the bytes of a setting.
  func fields(at range: SourceRange) -> [(name: String, value: ShellField)] {
    values.map { ($0.name, ShellField(argument: CommandLineArgument($0.value.utf8, standingFor: range))) }
  }
}
