internal import ArgumentParser
internal import Files
internal import LintRules
internal import Reports
internal import Resolution
internal import SourceText

/// `lint`: what libvirt and QEMU will refuse, what they silently change, and what will bite.
struct Lint: Command {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check domain XML and print findings.",
    discussion: """
      The exit status is 1 when something is found at or above --fail-on. virt-channel explain RULE says more on a finding.

        virt-channel lint vm.xml
        virt-channel lint --libvirt 9.0.0 --qemu 7.2.0 domains/
        virsh dumpxml --inactive vm | virt-channel lint -
        virt-channel lint --severity error --format github domains/
        virt-channel lint --select VC2,agent-not-unix vm.xml
      """)

  @Argument(help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "path"), completion: .file())
  var paths: [String] = []

  @Option(help: "The form of the findings.")
  var format = ReportFormat.text

  @Option(help: "The least severity that is shown.")
  var severity = Severity.note

  @Flag(help: "Print how often each rule was reported.")
  var statistics = false

  @OptionGroup var checking: CheckOptions
  @OptionGroup var display: DisplayOptions

  func run(_ streams: inout Streams) async throws -> ExitStatus {
    var plan = try checking.plan()
    plan.shown = severity
    let inputs = try checking.inputs(paths, limit: plan.limit, streams)
    plan.comparesDomains = inputs.all.count > 1 && plan.rules.contains(where: \.comparesDomains)
    let report = format.report(context(plan), style: display.style)
    var run = LintRun(report, files: inputs.all.count)
    run.begin(inputs.unreadable, &streams)
    await ParallelMap.run(inputs.all, jobs: checking.jobs.count, worker: plan.makeWorker) { [plan] linter, input in
      plan.check(input, with: &linter, report)
    } emit: { file in
      run.take(file, &streams)
    }
    run.compare(inputs.all, plan, &streams)
    run.end(&streams)
    summarize(run.summary, &streams)
    return run.status(plan.failOn)
  }

  private func context(_ plan: CheckPlan) -> ReportContext {
    ReportContext(
      toolVersion: VirtChannelCommand.version, libvirt: "\(plan.versions.libvirt)", qemu: "\(plan.versions.qemu)",
      failOn: plan.failOn.severity, describe: { Rule.describe($0) })
  }

  private func summarize(_ summary: RunSummary, _ streams: inout Streams) {
    if statistics { streams.errors.write(summary.statistics(display.style)) }
    if format == .text, summary.isWorthASentence { streams.errors.write("\(summary.sentence)\n") }
  }
}

extension RunSummary {
  /// One clean file needs no words.
  fileprivate var isWorthASentence: Bool { findings > 0 || checked != 1 || skipped > 0 }
}
