internal import SourceText

/// One line a finding and a note, as gcc prints them and editors read them.
struct GCCReport: Report {
  func write(_ file: FileFindings, to output: inout some TextOutputStream) {
    var locators = FileLocators(file)
    for finding in file.findings {
      let message = "\(locators.headline(finding)) [\(finding.rule.code) \(finding.rule.name)]"
      output.write(line(finding.range, finding.severity, message, in: &locators.own))
      for note in finding.notes {
        _ = locators.with(note) { locator in
          output.write(line(note.range, .note, note.message.escapedForDisplay, in: &locator))
        }
      }
    }
  }

  private func line(_ range: SourceRange, _ severity: Severity, _ message: String, in locator: inout Locator) -> String
  {
    let position = locator.position(of: range.lowerBound)
    let name = locator.file.name.escapedForDisplay
    return "\(name):\(position.line):\(position.column): \(severity.rawValue): \(message)\n"
  }
}
