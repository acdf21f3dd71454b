internal import SourceText

/// Findings as text for people: location, severity, message and rule on one line, then the source line with the value
/// underlined, then the help.
///
/// ```text
/// vm.xml:41:66: error: virtio-serial port 1 of controller 0 is already taken (line 33) [VC201 duplicate-port]
///    41 |       <address type='virtio-serial' controller='0' bus='0' port='1'/>
///       |                                                                  ^
///       = help: set port='2'
/// ```
struct TextReport: Report {
  private let style: TextStyle
  /// How many findings of a rule are shown for each file.
  private let maximum: Int

  init(_ style: TextStyle = TextStyle(), maximum: Int = .max) {
    self.style = style
    self.maximum = maximum
  }

  var maximumOfNotes: Int { maximum == .max ? .max : min(maximum, 10) }

  func write(_ file: FileFindings, to output: inout some TextOutputStream) {
    guard !file.findings.isEmpty else { return }
    var locators = FileLocators(file)
    var counts: [RuleID: Int] = [:]
    for finding in file.findings {
      counts[finding.rule, default: 0] += 1
      if counts[finding.rule, default: 0] <= maximum { output.write(section(for: finding, &locators)) }
    }
    for (rule, count) in counts.sorted(by: { $0.key.code < $1.key.code }) where count > maximum {
      output.write(omission(count - maximum, of: rule, in: file.file.name))
    }
  }

  private func section(for finding: Diagnostic, _ locators: inout FileLocators) -> String {
    var text = headline(finding, &locators)
    text += snippet(finding.range, in: &locators.own, finding.severity.role)
    for note in finding.notes.prefix(maximumOfNotes) { text += self.note(note, &locators) }
    let more = max(0, finding.notes.count - maximumOfNotes) + finding.omittedNotes
    if more > 0 { text += "      = \(more.counted("more note"))\n" }
    for remark in remarks(finding) { text += "      = \(remark)\n" }
    return text
  }

  private func omission(_ count: Int, of rule: RuleID, in name: String) -> String {
    let findings = count == 1 ? "1 more finding" : "\(count) more findings"
    let rule = style.paint("[\(rule.code) \(rule.name)]", .rule)
    return "\(style.paint("\(name.escapedForDisplay):", .location)) \(findings) \(rule)\n"
  }

  func closing(_ summary: RunSummary) -> String {
    let folded = summary.folded.reduce(into: "") { text, rule in
      let name = style.links.linked("\(rule.rule.code) \(rule.rule.name)", to: rule.rule)
      let files = summary.kind.counted(rule.files)
      text +=
        "\(style.paint(name, .note)): \(files), first \(rule.first.escapedForDisplay); --severity note lists them\n"
    }
    return folded + style.links.list(summary.rules.map(\.rule).uniqued)
  }

  private func headline(_ finding: Diagnostic, _ locators: inout FileLocators) -> String {
    let location = location(locators.own.file.name, locators.own.position(of: finding.range.lowerBound))
    let severity = style.paint("\(finding.severity.rawValue):", finding.severity.role)
    let name = style.links.linked("\(finding.rule.code) \(finding.rule.name)", to: finding.rule)
    let rule = style.paint("[\(name)]", .rule)
    return "\(location) \(severity) \(locators.headline(finding)) \(rule)\n"
  }

  private func note(_ note: Diagnostic.Note, _ locators: inout FileLocators) -> String {
    let name = locators.name(of: note)
    let label = style.paint("note:", .note)
    let shown = locators.with(note) { locator in
      let location = location(name, locator.position(of: note.range.lowerBound))
      return "\(location) \(label) \(note.message.escapedForDisplay)\n" + snippet(note.range, in: &locator, .note)
    }
    return shown
      ?? "\(style.paint("\(name.escapedForDisplay):", .location)) \(label) \(note.message.escapedForDisplay)\n"
  }

  private func location(_ name: String, _ position: SourcePosition) -> String {
    style.paint("\(name.escapedForDisplay):\(position.line):\(position.column):", .location)
  }

  private func snippet(_ range: SourceRange, in locator: inout Locator, _ role: TextStyle.Role) -> String {
    let snippet = Snippet(of: range, in: &locator, width: style.width - 8)
    let number = String(snippet.line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count))
    let blank = String(repeating: " ", count: max(5, number.count))
    return """
      \(style.paint("\(margin)\(number) |", .gutter)) \(snippet.text)
      \(style.paint("\(blank) |", .gutter)) \(style.paint(snippet.underline, role))

      """
  }

  /// What the authority will print, what to write instead, and what `fix` would do.
  private func remarks(_ finding: Diagnostic) -> [String] {
    var remarks: [String] = []
    if let refusal = finding.refusal { remarks.append("\(refusal.by.rawValue): \(refusal.message.escapedForDisplay)") }
    if let help = finding.help { remarks.append("help: \(help.escapedForDisplay)") }
    if let fix = finding.fixes.first {
      remarks.append("fix: \(fix.title.escapedForDisplay)\(fix.safety == .unsafe ? " (with --unsafe)" : "")")
    }
    return remarks
  }
}

extension Severity {
  var role: TextStyle.Role {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}

extension [RuleID] {
  fileprivate var uniqued: [RuleID] {
    var seen: Set<RuleID> = []
    return filter { seen.insert($0).inserted }
  }
}
