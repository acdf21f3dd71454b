/// The output formats for findings, by their names on the command line.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// Text for users: the source line with the value underlined.
  case text
  /// One JSON document.
  case json
  /// One JSON document per line, one finding per document.
  case jsonl
  /// SARIF 2.1.0, for code scanning services.
  case sarif
  /// Workflow commands, which GitHub shows next to the changed lines.
  case github
  /// `file:line:column: severity: message`, for editors.
  case gcc
  /// JUnit XML, for test report viewers.
  case junit
}

extension ReportFormat {
  /// The default maximum number of findings of a rule per file in ``text``.
  public static let usualMaximum = 100

  /// The report of this format.
  /// - Parameters:
  ///   - style: the style of ``text``.
  ///   - maximum: how many findings of a rule ``text`` shows for each file, at least 1; others are counted. The other formats show all.
  public func report(
    _ context: ReportContext, style: TextStyle = TextStyle(), maximum: Int = usualMaximum
  ) -> any Report {
    switch self {
    case .text: TextReport(style, maximum: max(1, maximum))
    case .json: JSONReport(context)
    case .jsonl: JSONLinesReport()
    case .sarif: SARIFReport(context)
    case .github: GitHubReport(context)
    case .gcc: GCCReport()
    case .junit: JUnitReport(context)
    }
  }
}
