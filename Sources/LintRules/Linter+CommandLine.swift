internal import QEMUOptions
public import SourceText
public import Translation
internal import XMLTree

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

  /// Checks the result of a converted command line: devices that libvirt would refuse in a domain of the machine, and
  /// devices that would not work as intended. The findings have the ranges of the options.
  /// - Parameter known: the findings in the command line itself; consequences of an error among them are not
  ///   repeated.
  public mutating func lint(_ result: ResultDomain, besides known: [Diagnostic]) -> [Diagnostic] {
    let broken = known.filter { $0.severity == .error }.map(\.range)
    return lint(result.file).diagnostics.compactMap { finding in
      guard finding.severity > .note else { return nil }
      let option = result.option(at: finding.range)
      if let option, broken.contains(where: option.contains) { return nil }
      if finding.severity < .error, result.isUnknown(at: finding.range) { return nil }
      guard option != nil || finding.severity == .error else { return nil }
      var finding = finding
      finding.range = option ?? SourceRange(at: 0)
      (finding.notes, finding.fixes) = ([], [])
      return finding
    }
  }

  /// The findings in a text of the same kind as an example, XML or options.
  public mutating func findings(in text: String, like example: Example) -> [Diagnostic] {
    let file = SourceFile(name: "example", text)
    guard case .commandLine = example.context else { return lint(file).diagnostics }
    return lint(OptionsToDomain(ParsedQEMUConfig(QEMUCommandLine(reading: file))))
  }
}

extension ResultDomain {
  /// Whether the text at a range begins with a value that is not known, about which nothing can be said.
  fileprivate func isUnknown(at range: SourceRange) -> Bool {
    guard !unknownValues.isEmpty else { return false }
    let text = file.text(in: range).drop { "'\"".contains($0) }
    return unknownValues.contains { text.hasPrefix($0.escapedForAttribute) }
  }
}
