internal import DomainModel
internal import Files
internal import LintRules
internal import Reports
internal import Resolution
internal import SourceText
internal import XMLTree

/// The one input of a command that makes something of a domain.
struct DomainInput {
  /// Its bytes, in its own encoding.
  let raw: [UInt8]
  /// Its text.
  let file: SourceFile
  /// The versions it is checked for.
  let versions: Versions
  /// The result of checking it.
  let checked: LintResult

  /// Reads a file, or standard input for `-` or when there is no path.
  static func read(
    _ path: String?, _ versions: Versions, _ connection: LibvirtConnection = .system, limit: Int, _ streams: Streams
  ) throws(FileError) -> DomainInput {
    let path = path ?? "-"
    let name = path == "-" ? "<stdin>" : path
    return DomainInput(try streams.read(path, limit: limit), name: name, versions, connection, limit: limit)
  }

  /// Checks a text.
  init(_ raw: [UInt8], name: String, _ versions: Versions, _ connection: LibvirtConnection, limit: Int) {
    self.raw = raw
    self.versions = versions
    file = SourceFile.decodingAnything(name: name, raw)
    var linter = Linter(versions: versions, connection: connection, limits: XMLLimits(size: limit))
    checked = linter.lint(file)
  }

  /// The domain with the values that libvirt fills in, unless libvirt refuses it: then the findings with the reason
  /// are printed, and the command ends with a status.
  func domain(_ streams: inout Streams, style: TextStyle) -> Result<ResolvedDomain, Refused> {
    if let refusal = checked.refusal {
      streams.complain(FileError(file.name, refusal))
      return .failure(Refused(status: .unusable))
    }
    let refusals = checked.resolved == nil ? checked.diagnostics : checked.refusals
    guard refusals.isEmpty else {
      show(refusals, &streams, style)
      return .failure(Refused(status: .findings))
    }
    guard let domain = checked.resolved, checked.document.problems.isEmpty else {
      let problem = checked.document.problems.first?.message ?? "contains no domain, controller, channel or console"
      streams.complain("\(file.name): \(problem)")
      return .failure(Refused(status: .unusable))
    }
    return .success(domain)
  }

  /// Prints findings for a person, next to the output.
  func show(_ findings: [Diagnostic], _ streams: inout Streams, _ style: TextStyle) {
    streams.errors.write(ReportFormat.text.report(context, style: style).section(for: FileFindings(findings, in: file)))
  }

  private var context: ReportContext {
    ReportContext(
      toolVersion: VirtChannelCommand.version, libvirt: Versions.newest.libvirt.description,
      qemu: Versions.newest.qemu.description)
  }

  /// How a command ends that cannot go on.
  struct Refused: Error {
    let status: ExitStatus
  }
}
