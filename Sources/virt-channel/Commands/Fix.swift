internal import ArgumentParser
internal import Files
internal import LintRules
internal import Reports
internal import Resolution

/// `fix`: what `lint` finds and knows a remedy for, as a diff or in the files themselves.
struct Fix: Command {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Print a diff that mends what can be mended, or mend it.",
    discussion: """
      The diff goes to standard output, for 'git apply' or 'patch -p1'. With --write, files are replaced at once and whole, \
      and what remains is reported; standard input is answered by the fixed text. Without --unsafe the options that QEMU gets stay \
      as they are. Symbolic links are not followed out of a \
      directory. Unsafe fixes of notes are applied only when --select names rules, or with --fail-on note. The exit status is what 'lint' says \
      of the rest.

        virt-channel fix vm.xml
        virt-channel fix --write domains/
        virt-channel fix --select legacy-virtio-target-attrs vm.xml
        virt-channel fix --unsafe vm.xml | git apply
        virt-channel fix -c --all
        virt-channel fix -c --write vm
      """)

  @Argument(help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "path"), completion: .file())
  var paths: [String] = []

  @Flag(help: "Change the files, or define the domains, instead of printing a diff.")
  var write = false

  @Flag(
    help:
      "With --write: also write files that libvirt manages; with --connect: define what the schema of libvirt refuses."
  )
  var force = false

  @Flag(help: "Include fixes that change what the domain means.")
  var unsafe = false

  @OptionGroup var checking: CheckOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if write, checking.domains.live {
      throw ValidationError("--write defines what the next start uses; it does not go with --live.")
    }
    if force, !write { throw ValidationError("--force goes with --write.") }
  }

  func run(_ streams: inout Streams) async throws -> ExitStatus {
    let (checks, inputs) = try checking.prepare(paths, leaving: false, secrets: write, streams)
    let check = checks.base
    streams.warn(about: check.versions)
    let loop = FixLoop(includingUnsafe: unsafe, includingNotes: check.failOn == .note || check.hasSelection)
    let plan = FixPlan(
      check: check, loop: loop, writes: write, isForced: force,
      shownStyle: Terminal.isOutput || display.color == .always ? display.style : nil,
      report: ReportFormat.text.report(check.context, style: display.style))
    var run = FixRun(loop, files: inputs.all.count)
    for error in inputs.unreadable { run.note(error, &streams) }
    await ParallelMap.run(inputs.all, jobs: checking.jobs.count) {
      LinterPool(checks)
    } transform: { linters, input in
      linters.with(input) { check, linter in plan.checking(by: check).fix(input, with: &linter) }
    } emit: { file in
      run.take(file, &streams)
    }
    run.end(writes: write, leftAlone: inputs.outside, &streams)
    return run.status(check.failOn)
  }
}
