internal import QEMUOptions
public import SourceText
public import Translation

extension Linter {
  /// Checks a QEMU command line.
  /// - Returns: the findings in the order of its text.
  public func lint(_ commandLine: OptionsToDomain) -> [Diagnostic] {
    var findings = Findings(of: rules)
    for (place, rule) in rules.enumerated() {
      guard case .commandLine(let check) = rule.check else { continue }
      findings.begin(place)
      check(commandLine, &findings)
    }
    for fault in commandLine.view.faults { findings.add(fault.wording) }
    return findings.inOrder
  }

  /// What the rules say of a text that is what an example is, XML or options.
  public mutating func findings(in text: String, like example: Example) -> [Diagnostic] {
    let file = SourceFile(name: "example", text)
    guard case .commandLine = example.context else { return lint(file).diagnostics }
    return lint(OptionsToDomain(ParsedQEMUConfig(QEMUCommandLine(reading: file))))
  }
}
