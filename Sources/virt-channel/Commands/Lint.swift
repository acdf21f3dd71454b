internal import ArgumentParser
internal import Files
internal import Reports
internal import Resolution
internal import SourceText

/// `lint`: what libvirt and QEMU will refuse, what they silently change, and what is likely to cause a problem.
struct Lint: Command {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check domain XML for errors and likely problems.",
    discussion: """
      The exit status is 1 if there are findings at or above --fail-on. 'virt-channel explain RULE' describes a rule.

        virt-channel lint vm.xml
        virt-channel lint --libvirt 9.0.0 --qemu 7.2.0 domains/
        virsh dumpxml --inactive vm | virt-channel lint -
        virt-channel lint --severity error --format github domains/
        virt-channel lint --select VC2,agent-not-unix vm.xml
        virt-channel lint --baseline known.json --write-baseline domains/
        virt-channel lint -c --all
        virt-channel lint -c qemu+ssh://root@host/system 'web*'
      """)

  @Argument(
    help: ArgumentHelp(
      "Files or directories, or - for standard input, the default if it is not a terminal.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(help: "Output format (default: text).")
  var format: ReportFormat?

  @Option(
    help:
      "Minimum severity to report (default: note; for several files, the text format only counts notes unless this is given)."
  )
  var severity: Severity?

  @Option(
    help: ArgumentHelp(
      "In text: print at most this many findings of a rule per file, and count the rest; 0 prints all.",
      valueName: "number"))
  var maxFindings = ReportFormat.usualMaximum

  @Flag(help: "Print the number of findings per rule, and no findings unless --format is given.")
  var statistics = false

  @Flag(name: .shortAndLong, help: "Print only findings: no summary and no progress.")
  var quiet = false

  @Option(help: ArgumentHelp("Write the findings to this file.", valueName: "file"), completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("Accept the findings in this file, and report only others.", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Flag(help: "Accept all findings: write them to the baseline.")
  var writeBaseline = false

  @OptionGroup var checking: CheckOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if maxFindings < 0 { throw ValidationError("--max-findings must be at least 0") }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let (plan, inputs) = try checking.prepare(paths, streams) { configuration in
      if let severity { configuration.severity = severity }
      if let baseline { configuration.baseline = AbsolutePath.of(baseline) }
    }
    streams.warn(about: plan.base.versions)
    var job = LintJob(plan)
    job.format = format ?? .text
    job.style = output == nil || display.color == .always ? display.style : TextStyle()
    job.jobs = checking.jobs.count
    job.maximum = maxFindings == 0 ? .max : maxFindings
    job.statistics = !statistics ? .none : format == nil ? .instead : .beside
    job.listsNotes = severity == .note
    job.isQuiet = quiet
    if writeBaseline {
      guard let path = plan.base.baselinePath else {
        throw ValidationError("--write-baseline requires --baseline, or 'baseline' in the configuration")
      }
      job.newBaseline = path
    }
    guard let output else { return try job.run(inputs, &streams) }
    var redirected = streams
    redirected.output = MemoryStream()
    let status = try job.run(inputs, &redirected)
    try FileOutput.write((redirected.output as? MemoryStream)?.bytes ?? [], to: output)
    return status
  }
}
