internal import Files
internal import LintRules
internal import Reports
internal import SourceText

/// Takes what workers found, in order, and tells it: the report to standard output, progress and summary to standard error.
struct LintRun {
  private(set) var summary: RunSummary
  private var writer: ReportWriter
  private let report: any Report
  private var progress: ProgressLine
  private var done = 0
  private var between: LargeRunLinter
  private var hasFailed = false
  /// Where all findings are noted; nil when no baseline is written.
  var baseline: Baseline?

  init(_ report: any Report, of kind: InputKind, files: Int, showsProgress: Bool = true) {
    summary = RunSummary(of: kind)
    writer = ReportWriter(report)
    self.report = report
    progress = ProgressLine(total: files, of: kind.plural, isOn: showsProgress && Terminal.isError)
    between = LargeRunLinter(rules: Rule.all.filter(\.comparesDomains), files: files)
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
    case .checked(let file):
      summary.templateValues += file.templateValues
      summary.known += file.known
      summary.add(file.findings, in: file.name)
      summary.fold(file.folded, in: file.name)
      between.add(file.facts, file: number)
      baseline?.add(file.findings, in: AbsolutePath.of(file.name))
      hasFailed = hasFailed || file.fails
      write(file.section, &streams)
    case .skipped(let type): summary.skipped.add(domainType: type)
    case .notReached: summary.notReached += 1
    case .unreadable(let error): note(error, &streams)
    }
    progress.update(done: done, on: &streams.errors)
    return !streams.output.isClosed
  }

  /// Tells what is wrong between files. Those that are shown, or named in paths of others, are read again, as they were not kept.
  mutating func compare(_ inputs: InputList, _ plans: RunPlan, _ streams: inout Streams) {
    guard !Interruption.isRequested else { return }
    let found = between.findings(
      maximumOfNotes: report.maximumOfNotes, fileName: { inputs[$0].name },
      reading: { plans.plan(for: inputs[$0]).facts(of: inputs[$0]) })
    guard !found.isEmpty else { return }
    let names = Set(found.flatMap(\.findings).flatMap(\.notes).compactMap(\.file))
    let related = inputs.lazy.filter { names.contains($0.name) }.map { ($0.name, $0) }
    let inputsByName = Dictionary(related) { first, _ in first }
    func text(_ input: Input) -> SourceFile? { try? plans.plan(for: input).text(of: input) }
    for (number, findings) in found {
      let input = inputs[number]
      let plan = plans.plan(for: input)
      let ignored = plan.fileIgnores(for: input.path).flatMap { plan.fileIgnores[$0].rules }
      let checked = findings.filter { finding in
        plan.rules.contains { $0.id == finding.rule } && !ignored.contains { $0.matches(finding.rule) }
      }
      let (visible, known) = plan.visible(checked, of: input)
      summary.known += known
      baseline?.add(visible, in: AbsolutePath.of(input.name))
      guard !visible.isEmpty, let file = text(input) else { continue }
      let others = Set(visible.flatMap(\.notes).compactMap(\.file)).sorted()
      let late = FileFindings(visible, in: file, related: others.compactMap { inputsByName[$0].flatMap(text) })
      summary.addLate(visible, in: input.name)
      hasFailed = hasFailed || plan.failOn.status(worst: visible.map(\.severity).max()) != .clean
      writer.add(report.section(for: late), to: &streams.output)
    }
  }

  mutating func end(_ streams: inout Streams) {
    progress.clear(on: &streams.errors)
    writer.end(summary, to: &streams.output)
    streams.output.flush()
    if summary.notReached > 0 {
      streams.complainOfInterruption(done: done - summary.notReached, of: summary.kind.counted(done))
    }
  }

  /// How the run ends.
  var status: ExitStatus { max(summary.unreadable.isEmpty ? .clean : .unusable, hasFailed ? .findings : .clean) }

  private mutating func write(_ section: FileSection, _ streams: inout Streams) {
    switch section {
    case .text(let text):
      if !text.isEmpty { progress.clear(on: &streams.errors) }
      writer.add(text, to: &streams.output)
    case .findings(let file):
      progress.clear(on: &streams.errors)
      writer.add(file, to: &streams.output)
    }
  }

  private mutating func note(_ error: FileError, _ streams: inout Streams) {
    progress.clear(on: &streams.errors)
    streams.complain(error)
    summary.unreadable.append(RunSummary.Unreadable(error.path, error.reason))
  }
}
