internal import ArgumentParser
internal import Files
internal import VirtChannel

/// `virt-channel xml`.
struct XML: Command {
  static let configuration = CommandConfiguration(
    commandName: "xml",
    abstract: "Print the controllers, channels and consoles of a QEMU command line as XML.",
    discussion: """
      The command line may be in a shell script, a makefile, a systemd unit, a log of libvirt, args: of Proxmox, what ps \
      shows, /proc/PID/cmdline, a list in JSON, Python, Go, Rust, HCL or another language, YAML, or a file for \
      -readconfig. Several commands are translated one after another. Buses and port numbers that are left to QEMU are \
      worked out. Options that domain XML cannot express are reported, and kept as comments.

        virt-channel xml vm.sh
        virt-channel xml /var/log/libvirt/qemu/vm.log
        virt-channel xml /proc/4711/cmdline
        virt-channel xml -- -chardev pty,id=c0 -device virtconsole,chardev=c0
      """)

  @Argument(help: "The file; - or nothing is standard input.", completion: .file())
  var file: String?

  @Argument(parsing: .postTerminator, help: ArgumentHelp("QEMU options instead of a file.", valueName: "qemu-option"))
  var options: [String] = []

  @Option(help: "The form of the text (default: the form it looks like).")
  var form: CommandForm?

  @Option(help: ArgumentHelp("Translate only the Nth QEMU command of the text.", valueName: "n"))
  var command: Int?

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
    let text = CommandText(reading: source, form: options.isEmpty ? form : .shell, include: include)
    guard !text.commands.isEmpty else { return refuse(source, &streams) }
    if let command, !text.commands.indices.contains(command - 1) {
      let count = text.commands.count
      streams.complain("\(source.name): there is no command \(command); the text holds \(count)")
      return .unusable
    }
    let lines = LineIndex(source)
    var worst = ExitStatus.clean
    for (index, found) in text.commands.enumerated() where command == nil || command == index + 1 {
      if text.commands.count > 1, command == nil {
        let line = lines.position(of: found.start).line
        streams.output.write("<!-- command \(index + 1) of \(text.commands.count), line \(line) -->\n")
      }
      worst = max(worst, translate(QEMUCommandLine(found), source, &streams))
    }
    return worst
  }

  private func translate(_ commandLine: QEMUCommandLine, _ source: SourceFile, _ streams: inout Streams) -> ExitStatus {
    let paths = Dictionary(path.map { ($0.alias, $0.path) }) { $1 }
    let domain = OptionsToDomain(ParsedQEMUConfig(commandLine), paths: paths)
    let findings = Linter().lint(domain)
    domain.write(to: &streams.output)
    tell(findings, source, domain, &streams)
    return FailOn.error.status(worst: findings.map(\.severity).max())
  }

  private func refuse(_ source: SourceFile, _ streams: inout Streams) -> ExitStatus {
    let forms = CommandForm.allCases.map(\.rawValue).joined(separator: ", ")
    let kind = form.map { "as '\($0.rawValue)'" } ?? "in any form"
    streams.complain(
      "\(source.name): no QEMU command line found \(kind); give QEMU's options, or name the form of the text with "
        + "--form (\(forms))")
    return .unusable
  }

  /// The content of a file that the command line names, beside the file or in the working directory.
  private func include(_ path: String) -> [UInt8]? {
    guard path != "-" else { return nil }
    let limit = input.limit()
    if !path.hasPrefix("/"), let file, let slash = file.lastIndex(of: "/"),
      let bytes = try? FileInput.read(file[...slash] + path, limit: limit)
    {
      return bytes
    }
    return try? FileInput.read(path, limit: limit)
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
