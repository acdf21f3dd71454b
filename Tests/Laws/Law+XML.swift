import VirtChannel

extension Law {
  /// A command line in any form gives devices that are XML and, once libvirt and QEMU have chosen what it leaves open, stay as
  /// they are; findings stand inside its text.
  static let xml = Law("xml", corpus: "command-lines") { input throws(LawViolation) in
    let file = SourceFile.plain(input)
    for form in CommandForm.allCases.map(Optional.some) + [nil] {
      let domain = OptionsToDomain(ParsedQEMUConfig(QEMUCommandLine(reading: file, form: form)))
      for finding in Linter(rules: Rule.all).lint(domain) {
        try Positions(in: file).check(finding)
      }
      var parser = Domain.parser()
      let document = parser.parse(SourceFile(name: "devices.xml", domain.xml))
      let kinds = document.problems.map(\.kind).filter { $0 != .empty }
      try expect(kinds.isEmpty, "no XML: \(domain.xml)")
      try RoundTripLaw(.newest).check(domain.xml)
    }
  }
}

extension SourceFile {
  /// Bytes that are taken for UTF-8 whatever they are, and called binary when they are not.
  static func plain(_ input: [UInt8]) -> SourceFile {
    let isText = String(validating: input, as: UTF8.self) != nil
    return SourceFile(name: "input", bytes: input, encoding: isText ? .utf8 : .binary)
  }
}
