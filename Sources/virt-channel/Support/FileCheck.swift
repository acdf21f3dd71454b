internal import DomainModel
internal import Files
internal import LintRules
internal import Posix
internal import Reports
internal import Resolution
internal import SourceText
internal import XMLTree

/// How files with the same configuration are checked.
struct CheckPlan: Sendable {
  let versions: Versions
  /// Which libvirt the domains belong to.
  let connection: LibvirtConnection
  let rules: [Rule]
  /// The largest input, in bytes.
  let limit: Int
  /// The least severity that makes the run fail.
  let failOn: FailOn
  /// Whether rules were selected, by name or family.
  let hasSelection: Bool
  /// The rules that are not checked in some files.
  let fileIgnores: [FileIgnore]
  /// The files that are left out.
  let exclude: [PathPattern]
  /// The path of the file with the findings that are accepted; nil for none.
  let baselinePath: String?
  /// The findings that are accepted.
  var baseline: Baseline?
  /// The least severity that is shown and counted.
  let shown: Severity
  /// Whether notes are counted, and not printed one by one.
  var foldsNotes = false
  /// Whether the domains are compared with each other.
  var comparesDomains = false
  /// The libvirt whose domains are checked; nil for files.
  var host: OpenHost?

  init(_ configuration: Configuration, connection: LibvirtConnection? = nil) {
    let selection = RuleSelection(select: configuration.select, ignore: configuration.ignore)
    versions = configuration.versions
    self.connection = connection ?? configuration.connection
    rules = Rule.all.filter { selection.includes($0) }
    limit = configuration.limit
    failOn = configuration.failOn ?? .warning
    hasSelection = !configuration.select.isEmpty
    fileIgnores = configuration.fileIgnores
    exclude = configuration.exclude
    baselinePath = configuration.baseline
    shown = configuration.severity ?? .note
  }

  /// What is checked.
  var inputKind: InputKind { host == nil ? .file : .domain }

  /// The properties of the run that reports contain.
  var context: ReportContext {
    ReportContext(
      toolVersion: VirtChannelCommand.version, libvirt: "\(versions.libvirt)", qemu: "\(versions.qemu)",
      failOn: failOn.severity, root: CurrentProcess.directory, describe: { Rule.describe($0) })
  }

  /// The indices of the entries of `fileIgnores` that apply to a file.
  func fileIgnores(for path: String?) -> [Int] {
    guard let path, !fileIgnores.isEmpty else { return [] }
    let absolute = AbsolutePath.of(path)
    return fileIgnores.indices.filter { fileIgnores[$0].files.matches(absolute) }
  }

  /// Whether a file is left out.
  func excludes(_ path: String) -> Bool {
    guard !exclude.isEmpty else { return false }
    let absolute = AbsolutePath.of(path)
    return exclude.contains { $0.matches(absolute) }
  }

  /// Makes the linter for files.
  /// - Parameter ignoring: the indices in `fileIgnores` of the rules that are not checked.
  func makeLinter(ignoring places: [Int] = []) -> Linter { makeLinter(rules(ignoring: places)) }

  /// The rules that are checked in a file.
  func rules(forFile path: String?) -> [Rule] { rules(ignoring: fileIgnores(for: path)) }

  private func rules(ignoring places: [Int]) -> [Rule] {
    let ignored = places.flatMap { fileIgnores[$0].rules }
    return ignored.isEmpty ? rules : rules.filter { rule in !ignored.contains { $0.matches(rule.id) } }
  }

  private func makeLinter(_ rules: [Rule]) -> Linter {
    Linter(
      versions: versions, connection: connection, rules: rules, limits: XMLLimits(size: limit),
      readsRunning: host?.isLive ?? false)
  }

  /// The facts about an input to compare its domain with others.
  func facts(of input: Input) -> DomainClaims? {
    var linter = makeLinter([])
    return (try? text(of: input)).flatMap { linter.lint($0).facts }
  }

  /// The text of an input.
  func text(of input: Input) throws(FileError) -> SourceFile {
    SourceFile.decodingAnything(name: input.name, try input.read(limit: limit))
  }

  /// The findings that are shown, and how many others the baseline accepts.
  func visible(_ findings: [Diagnostic], of input: Input) -> (findings: [Diagnostic], known: Int) {
    let findings = shown == .note ? findings : findings.filter { $0.severity >= shown }
    guard let baseline, let path = input.path else { return (findings, 0) }
    return baseline.unknown(findings, in: AbsolutePath.of(path))
  }

  /// Reads an input, unless a signal ended the run.
  func read(_ input: Input) -> ReadInput {
    if Interruption.isRequested { return .missing(.notReached) }
    do throws(FileError) {
      return .text(try text(of: input))
    } catch {
      return .missing(.unreadable(error))
    }
  }

  /// Checks inputs that are read, and writes their sections of the report.
  func check(
    _ files: [(input: Input, text: SourceFile)], with linter: inout Linter, _ report: any Report
  ) -> [CheckedFile] {
    zip(files, linter.lint(files.map(\.text))).map { file, result in
      if case .other(let type) = result.driver, result.diagnostics.isEmpty { return .skipped(domainType: type) }
      guard result.concerns(file.input) else { return .skipped(domainType: nil) }
      return .checked(checked(file.input, file.text, result, report))
    }
  }

  private func checked(
    _ input: Input, _ text: SourceFile, _ result: LintResult, _ report: any Report
  ) -> Checked {
    let (findings, known) = visible(result.diagnostics, of: input)
    let all = FileFindings(findings, in: text)
    let printed = foldsNotes ? FileFindings(findings.filter { $0.severity > .note }, in: text) : all
    return Checked(
      name: input.name, findings: all.findings, section: FileSection(printed, report),
      folded: foldsNotes ? FoldedNote.all(in: all) : [], facts: comparesDomains ? result.facts : nil,
      templateValues: result.templateValues.count, known: known,
      fails: failOn.status(worst: findings.map(\.severity).max()) != .clean)
  }
}

/// What was read of one input.
enum ReadInput {
  case text(SourceFile)
  /// There is no text to check.
  case missing(CheckedFile)
}

/// What was found in one input.
struct Checked: Sendable {
  let name: String
  let findings: [Diagnostic]
  /// Its part of the report.
  let section: FileSection
  /// The notes that are not in the section.
  let folded: [FoldedNote]
  /// What to compare with other domains; nil when that is not asked for.
  let facts: DomainClaims?
  let templateValues: Int
  /// How many findings the baseline accepts.
  let known: Int
  /// Whether the findings make the run fail.
  let fails: Bool
}

/// The part of the report about one input.
enum FileSection: Sendable {
  case text(String)
  /// The text of so many findings can be larger than the input: it is created while it is written.
  case findings(FileFindings)

  private static let mostFindingsOfText = 10_000

  init(_ file: FileFindings, _ report: any Report) {
    self = file.findings.count > Self.mostFindingsOfText ? .findings(file) : .text(report.section(for: file))
  }
}

/// What became of one input.
enum CheckedFile: Sendable {
  case checked(Checked)
  /// The file is not domain XML, or is a domain of a driver other than QEMU, with this type.
  case skipped(domainType: String?)
  /// The file was not reached because a signal ended the run.
  case notReached
  case unreadable(FileError)
}

extension LintResult {
  /// Whether the input is reported: it is a domain, or a file that was named explicitly and cannot be read.
  func concerns(_ input: Input) -> Bool {
    if case .found = input { return resolved != nil || driver != .qemu }
    return resolved != nil || !diagnostics.isEmpty
  }
}

extension SourceFile {
  /// The text of bytes, or the bytes themselves where they are no text, which is then found to be wrong with them.
  static func decodingAnything(name: String, _ raw: [UInt8]) -> SourceFile {
    switch decoding(name: name, raw) {
    case .success(let file): file
    case .failure(let failure): failure.file
    }
  }
}
