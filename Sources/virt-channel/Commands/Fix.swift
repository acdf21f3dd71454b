internal import ArgumentParser
internal import Files
internal import LintRules
internal import Reports
internal import Resolution

/// `fix`: what `lint` finds and knows a remedy for, as a diff or in the files themselves.
struct Fix: Command {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Print fixes as a diff, or apply them with --write.",
    discussion: """
      The diff is printed to standard output, for 'git apply' or 'patch -p1'. With --write, each file is replaced atomically, \
      and the remaining findings are reported; for standard input, the fixed text is printed to standard output. Without \
      --unsafe, the QEMU options of the domain do not change. In a directory, symbolic links that lead out of it are not followed. Unsafe fixes of notes are \
      applied only if --select names rules, or with --fail-on note. The exit status is that of 'lint' for the findings that \
      remain.

        virt-channel fix vm.xml
        virt-channel fix --write domains/
        virt-channel fix --select legacy-virtio-target-attrs vm.xml
        virt-channel fix --unsafe vm.xml | git apply
        virt-channel fix -c --all
        virt-channel fix -c --write vm
      """)

  @Argument(
    help: ArgumentHelp(
      "Files or directories to fix, or - for standard input, the default if it is not a terminal.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Flag(help: "Apply the fixes to the files, or define the domains, instead of printing a diff.")
  var write = false

  @Flag(
    help:
      "With --write: also write files that libvirt manages; with --connect: define the domain even if the schema of libvirt refuses it."
  )
  var force = false

  @Flag(help: "Include unsafe fixes, which change what the guest or the host sees.")
  var unsafe = false

  @OptionGroup var checking: CheckOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if write, checking.domains.live {
      throw ValidationError(
        "--write and --live are mutually exclusive: --write changes the configuration of the next start")
    }
    if force, !write { throw ValidationError("--force requires --write") }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let (checks, inputs) = try checking.prepare(paths, leaving: false, secrets: write, streams)
    let check = checks.base
    streams.warn(about: check.versions)
    let loop = FixLoop(includingUnsafe: unsafe, includingNotes: check.failOn == .note || check.hasSelection)
    let plan = FixPlan(
      check: check, loop: loop, writes: write, isForced: force,
      shownStyle: Terminal.isOutput || display.color == .always ? display.style : nil,
      namesDomains: !paths.isEmpty,
      report: ReportFormat.text.report(check.context, style: display.style))
    var run = FixRun(loop, of: check.inputKind, files: inputs.all.count)
    for error in inputs.unreadable { run.note(error, &streams) }
    ParallelMap.run(inputs.all, jobs: checking.jobs.count) {
      LinterPool(checks)
    } transform: { linters, inputs in
      inputs.map { input in
        linters.with(input) { check, linter in plan.checking(by: check).fix(input, with: &linter) }
      }
    } emit: { file in
      run.take(file, &streams)
    }
    run.end(writes: write, leftAlone: inputs.outside, &streams)
    inputs.complain(&streams)
    return run.status(check.failOn)
  }
}
