internal import SourceText

/// Workflow commands: GitHub shows each finding next to the changed line that has it.
struct GitHubReport: Report {
  private let context: ReportContext

  init(_ context: ReportContext) { self.context = context }

  func write(_ file: FileFindings, to output: inout some TextOutputStream) {
    var locators = FileLocators(file)
    for finding in file.findings { output.write(command(finding, &locators)) }
  }

  private func command(_ finding: Diagnostic, _ locators: inout FileLocators) -> String {
    let (start, end) = locators.own.span(finding.range)
    var properties = [
      ("file", context.path(locators.own.file.name).escapedForDisplay), ("line", "\(start.line)"),
      ("endLine", "\(end.line)"),
    ]
    if start.line == end.line { properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")] }
    properties.append(("title", "\(finding.rule.code) \(finding.rule.name)"))
    let list = properties.map { "\($0)=\($1.escapedAsProperty)" }.joined(separator: ",")
    return "::\(finding.severity.command) \(list)::\(message(finding, &locators).escapedAsData)\n"
  }

  private func message(_ finding: Diagnostic, _ locators: inout FileLocators) -> String {
    let headline = locators.headline(finding)
    return finding.help.map { "\(headline)\n\($0.escapedForDisplay)" } ?? headline
  }
}

extension Severity {
  /// The workflow command of this severity.
  fileprivate var command: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }
}

extension String {
  /// Escapes the three bytes that end a command's data.
  fileprivate var escapedAsData: String {
    escaped { $0 == "%" || $0 == "\r" || $0 == "\n" }
  }

  /// Escapes these and the two that end a property.
  fileprivate var escapedAsProperty: String {
    escaped { $0 == "%" || $0 == "\r" || $0 == "\n" || $0 == ":" || $0 == "," }
  }

  private func escaped(_ isSpecial: (Unicode.Scalar) -> Bool) -> String {
    unicodeScalars.reduce(into: "") { result, scalar in
      if isSpecial(scalar) {
        result += UInt8(ascii: scalar).percentEncoded
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
