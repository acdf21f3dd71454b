internal import Files
internal import LintRules
internal import Posix
internal import Reports
internal import Resolution
internal import SourceText

/// What `lint` does, once it is known what is asked for.
struct LintJob {
  /// How the files are checked.
  var plan: RunPlan
  /// The form of the findings.
  var format = ReportFormat.text
  /// How many findings of a rule text shows for each file.
  var maximum = ReportFormat.usualMaximum
  /// How text is shown.
  var style = ColorChoice.auto.style
  /// How many files are worked on at once.
  var jobs = CurrentProcess.processors
  /// Whether the number of findings per rule is reported: instead of the findings, in addition to them, or not at
  /// all.
  var statistics = Statistics.none
  /// Whether notes are printed one by one, however many files there are.
  var listsNotes = false
  /// Whether only findings are printed, without progress and summary.
  var isQuiet = false
  /// The file that the baseline is written to; nil when findings are only reported.
  var newBaseline: String?

  /// What becomes of the numbers of each rule.
  enum Statistics { case none, beside, instead }

  init(_ plan: RunPlan) { self.plan = plan }

  func run(_ inputs: Inputs, _ streams: inout Streams) throws(FileError) -> ExitStatus {
    var plan = plan
    let compares = inputs.all.count > 1 && plan.comparesDomains
    let folds = format == .text && inputs.all.count > 1 && !listsNotes && plan.base.failOn != .note
    let writesBaseline = newBaseline != nil
    try plan.adjust { plan throws(FileError) in
      plan.comparesDomains = compares
      plan.foldsNotes = folds
      plan.baseline = try writesBaseline ? nil : plan.baselinePath.map(Baseline.read)
    }
    let report: any Report =
      statistics == .instead || writesBaseline
      ? SilentReport() : format.report(plan.base.context, style: style, maximum: maximum)
    var run = LintRun(report, of: plan.base.inputKind, files: inputs.all.count, showsProgress: !isQuiet)
    if let newBaseline { run.baseline = Baseline(in: AbsolutePath.directory(of: newBaseline)) }
    run.begin(inputs.unreadable, &streams)
    ParallelMap.run(inputs.all, jobs: jobs) { [plan] in
      LinterPool(plan)
    } transform: { linters, inputs in
      linters.check(inputs, report)
    } emit: { file in
      run.take(file, &streams)
    }
    run.compare(inputs.all, plan, &streams)
    run.end(&streams)
    if !isQuiet { inputs.complain(&streams) }
    summarize(run.summary, &streams)
    guard let newBaseline, let baseline = run.baseline else { return run.status }
    try FileOutput.write(Array(baseline.text.utf8), to: newBaseline)
    if !isQuiet {
      let findings = baseline.count.counted("finding")
      streams.errors.write("accepted \(findings) in \(newBaseline.escapedForDisplay)\n")
    }
    return run.summary.unreadable.isEmpty ? .clean : .unusable
  }

  private func summarize(_ summary: RunSummary, _ streams: inout Streams) {
    switch statistics {
    case .none: break
    case .beside: streams.errors.write(summary.statistics(style))
    case .instead:
      streams.output.write(summary.statistics(style))
      streams.output.flush()
    }
    if format == .text, !isQuiet, newBaseline == nil, summary.isWorthASentence {
      streams.errors.write("\(summary.sentence)\n")
    }
  }
}

/// A report that tells nothing.
private struct SilentReport: Report {
  var maximumOfNotes: Int { 0 }

  func write(_ file: FileFindings, to output: inout some TextOutputStream) {}
}

extension RunSummary {
  /// One clean file needs no words.
  fileprivate var isWorthASentence: Bool {
    findings > 0 || checked != 1 || skipped.count > 0 || templateValues > 0 || known > 0
  }
}

extension Baseline {
  /// Reads a baseline. The paths in it are relative to its directory.
  static func read(_ path: String) throws(FileError) -> Baseline {
    let bytes = try FileInput.read(path, limit: 1 << 28)
    do throws(BaselineError) {
      return try Baseline(parsing: bytes, in: AbsolutePath.directory(of: AbsolutePath.of(path)))
    } catch {
      throw FileError(path, error.description)
    }
  }
}
