internal import ArgumentParser
internal import Files
internal import VirtChannel

/// `virt-channel xml`.
struct XML: Command {
  static let configuration = CommandConfiguration(
    commandName: "xml",
    abstract: "Print the controllers, channels and consoles of a QEMU command line as XML.",
    discussion: """
      The command line may be a shell script, a log of libvirt, what ps shows, /proc/PID/cmdline, or a JSON list. Buses \
      and port numbers that it leaves to QEMU are worked out. What has no form in domain XML is told, and stands in the \
      output as a comment.

        virt-channel xml vm.sh
        virt-channel xml /var/log/libvirt/qemu/vm.log
        virt-channel xml /proc/4711/cmdline
        virt-channel xml -- -chardev pty,id=c0 -device virtconsole,chardev=c0
      """)

  @Argument(help: "The file; - or nothing is standard input.", completion: .file())
  var file: String?

  @Argument(parsing: .postTerminator, help: ArgumentHelp("QEMU options instead of a file.", valueName: "qemu-option"))
  var options: [String] = []

  @Option(help: "How the arguments stand in the file (default: as it looks).")
  var form: CommandLineForm?

  @Option(
    help: ArgumentHelp(
      "The path of the device's socket or file, where a descriptor stands in its place; ALIAS-log is its log.",
      valueName: "alias=path"))
  var path: [PathArgument] = []

  @OptionGroup var input: InputOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if file != nil, !options.isEmpty { throw ValidationError("Give a file or QEMU options, not both.") }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let source = try read(streams)
    let commandLine = QEMUCommandLine(reading: source, form: options.isEmpty ? form : .shell)
    guard commandLine.hasOptions else {
      streams.complain("\(source.name): holds no QEMU option of a device, chardev or network")
      return .unusable
    }
    let paths = Dictionary(path.map { ($0.alias, $0.path) }) { $1 }
    let domain = OptionsToDomain(ParsedQEMUConfig(commandLine), paths: paths)
    let findings = Linter().lint(domain)
    domain.write(to: &streams.output)
    tell(findings, source, domain, &streams)
    return FailOn.error.status(worst: findings.map(\.severity).max())
  }

  private func read(_ streams: Streams) throws(FileError) -> SourceFile {
    guard options.isEmpty else {
      return SourceFile(name: "<arguments>", options.map { ShellWords.quoted($0) }.joined(separator: " "))
    }
    let path = file ?? "-"
    let limit = input.limit()
    if path == "-" { return SourceFile(name: "<stdin>", bytes: try streams.readInput(limit)) }
    return SourceFile(name: path, bytes: try FileInput.read(path, limit: limit))
  }

  private func tell(
    _ findings: [Diagnostic], _ source: SourceFile, _ domain: OptionsToDomain, _ streams: inout Streams
  ) {
    let newest = Versions.newest
    let context = ReportContext(
      toolVersion: VirtChannelCommand.version, libvirt: "\(newest.libvirt)", qemu: "\(newest.qemu)")
    let report = ReportFormat.text.report(context, style: display.style)
    streams.errors.write(report.section(for: FileFindings(findings, in: source)))
    let count = domain.foreignOptions
    if count > 0 { streams.errors.write("\(count) other \(count == 1 ? "option" : "options") left out\n") }
  }
}
