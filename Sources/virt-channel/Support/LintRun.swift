internal import Files
internal import Reports
internal import SourceText

/// Takes what workers found, in order, and tells it: the report to standard output, progress and summary to standard error.
struct LintRun {
  private(set) var summary = RunSummary()
  private var writer: ReportWriter
  private var progress: ProgressLine
  private var done = 0

  init(_ report: any Report, files: Int) {
    writer = ReportWriter(report)
    progress = ProgressLine(total: files)
  }

  mutating func begin(_ unreadable: [FileError], _ streams: inout Streams) {
    writer.begin(to: &streams.output)
    for error in unreadable { note(error, &streams) }
  }

  /// Takes what became of the next file.
  /// - Returns: whether to go on.
  mutating func take(_ file: CheckedFile, _ streams: inout Streams) -> Bool {
    done += 1
    switch file {
    case .checked(let findings, let section):
      summary.add(findings)
      if !section.isEmpty { progress.clear(on: &streams.errors) }
      writer.add(section, to: &streams.output)
    case .skipped: summary.skipped += 1
    case .unreadable(let error): note(error, &streams)
    }
    progress.update(done: done, on: &streams.errors)
    return !Interruption.isRequested && !streams.output.isClosed
  }

  mutating func end(_ streams: inout Streams) {
    progress.clear(on: &streams.errors)
    writer.end(summary, to: &streams.output)
  }

  /// How the run ends.
  func status(_ failOn: FailOn) -> ExitStatus {
    max(summary.unreadable.isEmpty ? .clean : .unusable, failOn.status(worst: summary.worst))
  }

  private mutating func note(_ error: FileError, _ streams: inout Streams) {
    progress.clear(on: &streams.errors)
    streams.complain(error)
    summary.unreadable.append(RunSummary.Unreadable(error.path, error.reason))
  }
}
