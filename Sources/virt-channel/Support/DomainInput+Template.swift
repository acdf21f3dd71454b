internal import LintRules
internal import Reports
internal import SourceText

extension DomainInput {
  /// Refuses a template that leaves open what decides over the result, and names each such value.
  /// - Returns: the status to end with; nil when nothing is missing.
  func refuseTemplate(_ streams: inout Streams) -> ExitStatus? {
    let needed = checked.neededValues
    guard !needed.isEmpty else { return nil }
    let index = LineIndex(file)
    let values = needed.map { "\($0.text) (line \(index.line(of: $0.range.lowerBound)))" }
    streams.complain("\(file.name): looks like a template: render it first; needed: \(values.joined(separator: ", "))")
    return .unusable
  }
}
