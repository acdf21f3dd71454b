internal import Files
internal import LintRules
internal import Reports
internal import SourceText

/// Takes what workers fixed, in order: diffs to standard output, progress and summary to standard error.
struct FixRun {
  private var progress: ProgressLine
  private var done = 0
  private var notReached = 0
  private var fixes = 0
  private var fixedFiles = 0
  private var unsafeFixes = 0
  private var fixableNotes = 0
  private var unfixable = 0
  private let loop: FixLoop
  private let kind: InputKind
  private var skipped = SkippedFiles()
  private var worst: Severity?
  private var hasFailed = false

  init(_ loop: FixLoop, of kind: InputKind, files: Int) {
    self.loop = loop
    self.kind = kind
    progress = ProgressLine(total: files, of: kind.plural)
  }

  /// Tells of what could not be read or written.
  mutating func note(_ error: FileError, _ streams: inout Streams) {
    progress.clear(on: &streams.errors)
    streams.complain(error)
    hasFailed = true
  }

  /// Takes what became of the next file.
  /// - Returns: whether to go on.
  mutating func take(_ file: FixedFile, _ streams: inout Streams) -> Bool {
    done += 1
    switch file {
    case .fixed(let left, let fixes, let output, let remaining):
      count(left, fixes)
      if !output.isEmpty || !remaining.isEmpty { progress.clear(on: &streams.errors) }
      streams.output.write(output)
      if output.isEmpty { streams.output.write(remaining) } else { streams.errors.write(remaining) }
    case .skipped(let type): skipped.add(domainType: type)
    case .notReached: notReached += 1
    case .unreadable(let error): note(error, &streams)
    }
    progress.update(done: done, on: &streams.errors)
    return !streams.output.isClosed
  }

  private mutating func count(_ left: [Diagnostic], _ fixes: Int) {
    self.fixes += fixes
    fixedFiles += fixes > 0 ? 1 : 0
    for finding in left where !finding.fixes.isEmpty {
      if !loop.includesNotes, finding.severity == .note { fixableNotes += 1 } else { unsafeFixes += 1 }
    }
    unfixable += left.count { $0.fixes.isEmpty && $0.severity != .note }
    worst = [worst, left.map(\.severity).max()].compactMap { $0 }.max()
  }

  /// Says what was done, what was left alone, and what `--unsafe` would do.
  mutating func end(writes: Bool, leftAlone: [String], _ streams: inout Streams) {
    progress.clear(on: &streams.errors)
    streams.output.flush()
    let verb = writes ? "fixed" : "would fix"
    let unsafe = unsafeFixes > 0 ? "; \(unsafeFixes) more with --unsafe" : ""
    let notes = fixableNotes > 0 ? "; \(fixableNotes) for notes, with --fail-on note" : ""
    // What is written is reported with what remains; a diff says nothing of it.
    let rest =
      writes || unfixable == 0 ? "" : "; \(unfixable == 1 ? "1 finding has" : "\(unfixable) findings have") no fix"
    let sentence = fixes > 0 ? "\(verb) \(fixes) in \(kind.counted(fixedFiles))" : "no fixes available"
    let left = skipped.count > 0 ? ", \(skipped)" : ""
    let others = left + unsafe + notes + rest
    if !hasFailed || fixes > 0 || !others.isEmpty { streams.errors.write("\(sentence)\(others)\n") }
    if !leftAlone.isEmpty { streams.complain(Self.leftAlone(leftAlone)) }
    if notReached > 0 { streams.complainOfInterruption(done: done - notReached, of: kind.counted(done)) }
  }

  private static func leftAlone(_ paths: [String]) -> String {
    let shown = paths.prefix(3).joined(separator: ", ") + (paths.count > 3 ? " and \(paths.count - 3) more" : "")
    return "skipped, because symbolic links lead out of the directory: \(shown); give a file by name to fix it"
  }

  /// How the run ends: as `lint` would of what is left.
  func status(_ failOn: FailOn) -> ExitStatus {
    max(hasFailed ? .unusable : .clean, failOn.status(worst: worst))
  }
}
