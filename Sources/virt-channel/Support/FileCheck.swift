internal import DomainModel
internal import Files
internal import LintRules
internal import Reports
internal import Resolution
internal import SourceText
internal import XMLTree

/// How the files of a run are checked.
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
  /// The least severity that is shown and counted.
  var shown = Severity.note
  /// Whether the domains are compared with each other.
  var comparesDomains = false
  /// The libvirt whose domains are checked; nil for files.
  var host: OpenHost?

  init(_ configuration: Configuration, connection: LibvirtConnection = .system) {
    let selection = RuleSelection(select: configuration.select, ignore: configuration.ignore)
    versions = Versions(libvirt: configuration.libvirt, qemu: configuration.qemu)
    self.connection = connection
    rules = Rule.all.filter { selection.includes($0) }
    limit = (configuration.maxSize ?? Configuration.usualSize).bytes
    failOn = configuration.failOn ?? .warning
    hasSelection = !configuration.select.isEmpty
  }

  /// What reports say of the run.
  var context: ReportContext {
    ReportContext(
      toolVersion: VirtChannelCommand.version, libvirt: "\(versions.libvirt)", qemu: "\(versions.qemu)",
      failOn: failOn.severity, describe: { Rule.describe($0) })
  }

  /// What one worker checks files with.
  func makeWorker() -> Linter { makeLinter(rules) }

  private func makeLinter(_ rules: [Rule]) -> Linter {
    Linter(versions: versions, connection: connection, rules: rules, limits: XMLLimits(size: limit))
  }

  /// What is to be known of some inputs to compare their domains.
  func facts(of inputs: [Input]) -> [DomainClaims] {
    var linter = makeLinter([])
    return inputs.compactMap { input in (try? text(of: input)).flatMap { linter.lint($0).facts } }
  }

  /// The text of an input.
  func text(of input: Input) throws(FileError) -> SourceFile {
    SourceFile.decodingAnything(name: input.name, try input.read(limit: limit))
  }

  /// The findings that are shown.
  func visible(_ findings: [Diagnostic]) -> [Diagnostic] { findings.filter { $0.severity >= shown } }

  /// Checks one input, and writes its section of the report.
  func check(_ input: Input, with linter: inout Linter, _ report: any Report) -> CheckedFile {
    if Interruption.isRequested { return .notReached }
    do throws(FileError) {
      let file = try text(of: input)
      let result = linter.lint(file)
      if case .other(let type) = result.driver, result.diagnostics.isEmpty { return .skipped(domainType: type) }
      guard result.concerns(input) else { return .skipped(domainType: nil) }
      let findings = FileFindings(visible(result.diagnostics), in: file)
      return .checked(
        input.name, findings.findings, section: report.section(for: findings), comparesDomains ? result.facts : nil,
        templateValues: result.templateValues.count)
    } catch {
      return .unreadable(error)
    }
  }
}

/// What became of one input.
enum CheckedFile: Sendable {
  case checked(_ name: String, [Diagnostic], section: String, DomainClaims?, templateValues: Int)
  /// It is not domain XML, or a domain of another driver than QEMU's, of that type.
  case skipped(domainType: String?)
  /// A signal came before its turn.
  case notReached
  case unreadable(FileError)
}

extension LintResult {
  /// Whether there is something to say: a domain, or for a file that somebody named, why it cannot be read.
  func concerns(_ input: Input) -> Bool {
    if case .found = input { return domain != nil || driver != .qemu }
    return domain != nil || !diagnostics.isEmpty
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
