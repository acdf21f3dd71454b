internal import ArgumentParser
internal import Files
internal import Reports
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
        virt-channel lint -c --all
        virt-channel lint -c qemu+ssh://root@host/system 'web*'
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
    let (plan, inputs) = try checking.prepare(paths, streams)
    var job = LintJob(plan)
    job.plan.shown = severity
    job.format = format
    job.style = display.style
    job.jobs = checking.jobs.count
    job.showsStatistics = statistics
    return await job.run(inputs, &streams)
  }
}
