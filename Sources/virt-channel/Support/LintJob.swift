internal import Files
internal import LintRules
internal import Reports
internal import Resolution

/// What `lint` does, once it is known what is asked for.
struct LintJob {
  /// What is checked.
  var plan: CheckPlan
  /// The form of the findings.
  var format = ReportFormat.text
  /// How text is shown.
  var style = ColorChoice.auto.style
  /// How many files are worked on at once.
  var jobs = ProcessorCores.count
  /// Whether it is told how often each rule was reported.
  var showsStatistics = false

  init(_ plan: CheckPlan) { self.plan = plan }

  func run(_ inputs: Inputs, _ streams: inout Streams) async -> ExitStatus {
    var plan = plan
    plan.comparesDomains = inputs.all.count > 1 && plan.rules.contains(where: \.comparesDomains)
    let report = format.report(plan.context, style: style)
    var run = LintRun(report, files: inputs.all.count)
    run.begin(inputs.unreadable, &streams)
    await ParallelMap.run(inputs.all, jobs: jobs, worker: plan.makeWorker) { [plan] linter, input in
      plan.check(input, with: &linter, report)
    } emit: { file in
      run.take(file, &streams)
    }
    run.compare(inputs.all, plan, &streams)
    run.end(&streams)
    summarize(run.summary, &streams)
    return run.status(plan.failOn)
  }

  private func summarize(_ summary: RunSummary, _ streams: inout Streams) {
    if showsStatistics { streams.errors.write(summary.statistics(style)) }
    if format == .text, summary.isWorthASentence { streams.errors.write("\(summary.sentence)\n") }
  }
}

extension RunSummary {
  /// One clean file needs no words.
  fileprivate var isWorthASentence: Bool { findings > 0 || checked != 1 || skipped.count > 0 || templateValues > 0 }
}
