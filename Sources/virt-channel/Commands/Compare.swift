internal import ArgumentParser
internal import Compare
internal import DomainModel
internal import Files
internal import JSONText
internal import LintRules
internal import Reports
internal import Resolution
internal import SourceText
internal import XMLTree

/// `virt-channel compare`.
struct CompareVersions: Command {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare domains between two releases of libvirt and QEMU.",
    discussion: """
      Compares the devices that libvirt adds, addresses and ports, sockets on the host, device names in a Linux guest, QEMU \
      options, and refused domains. A pair is LIBVIRT/QEMU, or a distribution such as debian12; one version alone implies the \
      matching version of the other. The exit status is 1 if something changes.

        virt-channel compare --from 9.0.0/7.2.0 --to 12.8.0/11.1.3 vm.xml
        virt-channel compare --from ubuntu22.04 --to ubuntu24.04 vm.xml
        virt-channel compare --to 11.3.0/10.0.0 -c --all
      """)

  @Argument(
    help: ArgumentHelp(
      "Files or directories, or - for standard input, the default if it is not a terminal.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp("Versions to compare from (default with --connect: those of the host).", valueName: "pair"),
    completion: LibvirtRelease.completion)
  var from: VersionPair?

  @Option(
    help: ArgumentHelp("Versions to compare with (default: the newest supported pair).", valueName: "pair"),
    completion: LibvirtRelease.completion)
  var to: VersionPair?

  @Option(help: "Output format.")
  var format = Format.table

  @OptionGroup var host: ConnectionOptions
  @OptionGroup var domains: HostOptions
  @OptionGroup var input: InputOptions

  /// The forms of the result.
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

  func validate() throws {
    if from == nil, domains.connect == nil {
      throw ValidationError(
        "no releases to compare with: give --from LIBVIRT/QEMU, such as --from 9.0.0/7.2.0, or --from debian12")
    }
    for pair in [from, to].compactMap({ $0 }) {
      if let problem = pair.versions.problem { throw ValidationError(problem) }
    }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let opened = domains.connect == nil ? nil : try domains.open()
    let inputs = try opened.map { try $0.inputs(domains.selection(paths)) } ?? files(streams)
    let comparison = DomainComparison(
      from: from?.versions ?? opened?.hostVersions ?? .newest, to: to?.versions ?? .newest)
    var report = ComparisonReport(comparison)
    var status = ExitStatus.clean
    var skipped = SkippedFiles()
    for error in inputs.unreadable { note(error, &status, &streams) }
    let total = inputs.all.count.counted(opened == nil ? "file" : "domain")
    for (done, input) in inputs.all.enumerated() {
      if streams.endRun(after: done, of: total) { break }
      do throws(FileError) {
        switch try compare(input, comparison, opened?.connection ?? host.connection) {
        case .differences(let differences, let isComplete):
          report.add(input.name, differences)
          let reason = "the file is too large to find the versions that cause its changes"
          if !isComplete { streams.complain(FileError(input.name, reason)) }
        case .skipped(let type): skipped.add(domainType: type)
        }
      } catch {
        note(error, &status, &streams)
      }
    }
    streams.output.write(format == .json ? report.json.text(.pretty) + "\n" : report.text)
    if skipped.count > 0 { streams.complain(skipped) }
    inputs.complain(&streams)
    return max(status, report.isEmpty ? .clean : .findings)
  }

  private func files(_ streams: Streams) throws -> Inputs {
    if paths.isEmpty, Terminal.isInput {
      throw ValidationError("no input: give files or directories, or use --connect")
    }
    return Inputs(paths, limit: input.limit(), streams)
  }

  private func note(_ error: FileError, _ status: inout ExitStatus, _ streams: inout Streams) {
    streams.complain(error)
    status = .unusable
  }

  /// The size of the largest file whose causes are searched for, in bytes: about fifty versions are tried.
  private static let largestWithCauses = 4 << 20

  /// What became of an input.
  private enum Outcome {
    case differences([DomainDifference], isComplete: Bool)
    /// It was found in a directory or on a host, and is not a domain of QEMU.
    case skipped(domainType: String?)
  }

  private func compare(
    _ input: Input, _ comparison: DomainComparison, _ connection: LibvirtConnection
  ) throws(FileError) -> Outcome {
    let limit = self.input.limit()
    let file = SourceFile.decodingAnything(name: input.name, try input.read(limit: limit))
    // Only errors are compared.
    func newLinter(_ versions: Versions) -> Linter {
      Linter(versions: versions, connection: connection, limits: XMLLimits(size: limit), from: .error)
    }
    var linter = newLinter(comparison.to)
    let result = linter.lint(file)
    if let refusal = result.domain?.refusal { throw FileError(input.name, refusal) }
    guard result.domain != nil, result.document.problems.isEmpty else {
      switch input {
      case .found, .domain:
        if case .other(let type) = result.driver { return .skipped(domainType: type) }
        return .skipped(domainType: nil)
      case .bytes, .named: break
      }
      let problem = result.document.problems.first?.message
      throw FileError(
        input.name, result.driver.refusal ?? problem ?? "contains no domain, controller, channel or console")
    }
    let findsCauses = file.bytes.count <= Self.largestWithCauses
    let differences = comparison.differences(findsCauses: findsCauses) { versions in
      var linter = newLinter(versions)
      return linter.lint(file)
    }
    return .differences(differences, isComplete: findsCauses || differences.isEmpty)
  }
}
