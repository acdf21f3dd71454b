internal import Files
internal import LintRules
internal import Reports
internal import SourceText

/// Takes what workers found, in order, and tells it: the report to standard output, progress and summary to standard error.
struct LintRun {
  private(set) var summary = RunSummary()
  private var writer: ReportWriter
  private let report: any Report
  private var progress: ProgressLine
  private var done = 0
  private var sieve: CrossFileFilter

  init(_ report: any Report, files: Int) {
    writer = ReportWriter(report)
    self.report = report
    progress = ProgressLine(total: files)
    sieve = CrossFileFilter(files: files)
  }

  mutating func begin(_ unreadable: [FileError], _ streams: inout Streams) {
    writer.begin(to: &streams.output)
    for error in unreadable { note(error, &streams) }
  }

  /// Takes what became of the next file.
  /// - Returns: whether to go on.
  mutating func take(_ file: CheckedFile, _ streams: inout Streams) -> Bool {
    let number = done
    done += 1
    switch file {
    case .checked(let name, let findings, let section, let facts, let templateValues):
      summary.templateValues += templateValues
      summary.add(findings, in: name)
      sieve.add(facts, file: number)
      if !section.isEmpty { progress.clear(on: &streams.errors) }
      writer.add(section, to: &streams.output)
    case .skipped(let type): summary.skipped.add(domainType: type)
    case .notReached: summary.notReached += 1
    case .unreadable(let error): note(error, &streams)
    }
    progress.update(done: done, on: &streams.errors)
    return !streams.output.isClosed
  }

  /// Tells what is wrong between files. The few that are concerned are read again, as they were not kept.
  mutating func compare(_ inputs: InputList, _ plan: CheckPlan, _ streams: inout Streams) {
    guard !Interruption.isRequested else { return }
    let concerned = sieve.files().map { inputs[$0] }
    var between = RunLinter(rules: plan.rules, files: concerned.count)
    for facts in plan.facts(of: concerned) { between.add(facts) }
    let inputs = Dictionary(concerned.map { ($0.name, $0) }) { first, _ in first }
    func text(_ name: String) -> SourceFile? { inputs[name].flatMap { try? plan.text(of: $0) } }
    for (name, findings) in between.findings() {
      let findings = plan.visible(findings)
      guard !findings.isEmpty, let file = text(name) else { continue }
      let others = Set(findings.flatMap(\.notes).compactMap(\.file)).sorted()
      let late = FileFindings(findings, in: file, related: others.compactMap(text))
      summary.addLate(findings, in: name)
      writer.add(report.section(for: late), to: &streams.output)
    }
  }

  mutating func end(_ streams: inout Streams) {
    progress.clear(on: &streams.errors)
    writer.end(summary, to: &streams.output)
    streams.output.flush()
    if summary.notReached > 0 { streams.complainOfInterruption(done: done - summary.notReached, of: done) }
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
