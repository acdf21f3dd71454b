import VirtChannel

extension Law {
  /// Options say in every dialect the same, and stand for devices that have these very options.
  static let argv = Law("argv", corpus: "domains") { input throws(LawViolation) in
    for versions in Versions.watched {
      guard let resolved = Acceptance.resolved(.any(input), versions) else { continue }
      let arguments = Dialect.allCases.map { resolved.arguments(dialect: $0) }
      let devices = arguments.map(devices)
      try expect(devices.allSatisfy { $0 == devices[0] }, "the dialects differ: \(devices)")
      try RoundTripLaw(versions).check(devices[0])
      _ = RunScript(resolved, Spelling(versions)).text
    }
  }

  /// The devices that some arguments stand for, as XML.
  private static func devices(_ arguments: [String]) -> String {
    OptionsToDomain(quoted: arguments).xml
  }
}

extension OptionsToDomain {
  /// What arguments stand for, read as a shell would.
  init(quoted arguments: [String]) {
    let text = arguments.map { ShellWords.quoted($0) }.joined(separator: " ")
    self.init(ParsedQEMUConfig(QEMUCommandLine(reading: SourceFile(name: "argv", text), form: .shell)))
  }
}

/// What holds of devices on their way to options and back.
struct RoundTripLaw {
  private let versions: Versions

  init(_ versions: Versions) { self.versions = versions }

  /// After one turn nothing is left open: QEMU chooses the ports of consoles, which is seen by reading its command line.
  func check(_ devices: String) throws(LawViolation) {
    guard let open = arguments(devices), let once = arguments(OptionsToDomain(quoted: open).xml) else { return }
    let back = OptionsToDomain(quoted: once).xml
    guard let twice = arguments(back) else { throw LawViolation("libvirt refuses what came back: \(back)") }
    try expect(twice == once, "not stable after one turn: \(once) became \(twice)")
  }

  private func arguments(_ devices: String) -> [String]? {
    let resolved = Acceptance.resolved(SourceFile(name: "devices.xml", devices), versions)
    return resolved?.arguments(dialect: .keyval)
  }
}
