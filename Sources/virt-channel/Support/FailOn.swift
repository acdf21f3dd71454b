internal import ArgumentParser
internal import SourceText

/// The least severity that makes a run fail.
enum FailOn: String, CaseIterable, ExpressibleByArgument {
  case error, warning, note, never

  /// The severity; nil for `never`.
  var severity: Severity? { Severity(rawValue: rawValue) }

  /// How a run ends whose worst finding is `worst`.
  func status(worst: Severity?) -> ExitStatus {
    guard let severity, let worst, worst >= severity else { return .clean }
    return .findings
  }
}
