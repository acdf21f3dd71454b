internal import ArgumentParser
internal import Files
internal import VirtChannel

/// `virt-channel xml`.
struct XML: Command {
  static let configuration = CommandConfiguration(
    commandName: "xml",
    abstract: "Convert the controllers, channels and consoles of a QEMU command line to XML.",
    discussion: """
      The command line can be in a shell script, a makefile, a systemd unit, a libvirt domain log, a configuration of Proxmox VE, the \
      output of ps, /proc/PID/cmdline, a list in JSON, Python, Go, Rust, HCL or another language, YAML, or a file for \
      -readconfig. Several commands are converted one after another. Buses and port numbers that QEMU would assign are computed. \
      The result is checked as by lint: what libvirt would refuse is an error, and the exit status is 1. Options that domain XML \
      cannot express are reported, and kept as comments in the output.

        virt-channel xml vm.sh
        virt-channel xml /var/log/libvirt/qemu/vm.log --command 2
        virt-channel xml /proc/4711/cmdline --into vm.xml
        virt-channel xml vm.sh --domain --qemu-commandline > vm.xml
        virt-channel xml -- -chardev pty,id=c0 -device virtconsole,chardev=c0
      """)

  @Argument(help: "File to read, or - for standard input (default: -).", completion: .file())
  var file: String?

  @Argument(
    parsing: .postTerminator, help: ArgumentHelp("QEMU options to convert instead of a file.", valueName: "qemu-option")
  )
  var options: [String] = []

  @Option(help: "Input format (default: detected).")
  var form: CommandForm?

  @Option(help: ArgumentHelp("Convert only the Nth QEMU command of the input.", valueName: "n"))
  var command: Int?

  @Flag(
    help:
      "Print a whole domain: machine, memory, processors, and the disks, networks and displays that are described by a single option."
  )
  var domain = false

  @Flag(help: "Keep options that domain XML cannot express in <qemu:commandline>.")
  var qemuCommandline = false

  @Option(
    help: ArgumentHelp(
      "Path of the socket or file of device ALIAS, which the command line gives as a file descriptor; ALIAS-log selects its log. Can be repeated.",
      valueName: "alias=path"))
  var path: [PathArgument] = []

  @Option(help: "Minimum severity to report.")
  var severity = Severity.note

  @OptionGroup var rules: RuleOptions

  @OptionGroup(title: "Destination")
  var destination: DestinationOptions

  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if file != nil, !options.isEmpty { throw ValidationError("a file and QEMU options are mutually exclusive") }
    if let command, command < 1 { throw ValidationError("--command must be at least 1, not \(command)") }
    if destination.attach != nil { throw ValidationError("--attach is an option of generate; use --into") }
    if destination.into != nil, domain || qemuCommandline {
      throw ValidationError("--\(domain ? "domain" : "qemu-commandline") and --into are mutually exclusive")
    }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let source = try read(streams)
    let text = CommandText(reading: source, form: options.isEmpty ? form : .shell, include: include)
    guard let numbers = numbers(of: text, source, &streams) else { return .unusable }
    let translations = numbers.map { translation(text.commands[$0 - 1], number: $0) }
    if destination.into != nil { return try put(translations, source, &streams) }
    if destination.format == .json {
      streams.output.write(TranslationAnswer(translations, in: source).json.text(.pretty) + "\n")
    } else {
      for translation in translations { write(translation, of: text.commands.count, source, &streams) }
      report(translations, source, &streams)
    }
    return translations.map(\.status).max() ?? .clean
  }

  /// The numbers of the selected commands; nil, and a complaint, when there are none.
  private func numbers(of text: CommandText, _ source: SourceFile, _ streams: inout Streams) -> [Int]? {
    let count = text.commands.count
    guard count > 0 else {
      let forms = CommandForm.allCases.map(\.rawValue).joined(separator: ", ")
      let kind = form.map { "as '\($0.rawValue)'" } ?? "in any form"
      streams.complain(
        "\(source.name): no QEMU command with options found \(kind); give QEMU options, or select the input format with "
          + "--form (\(forms))")
      return nil
    }
    guard let command else {
      guard destination.into != nil, count > 1 else { return Array(1...count) }
      streams.complain("\(source.name): the input contains \(count) QEMU commands; select one with --command")
      return nil
    }
    if command <= count { return [command] }
    streams.complain("\(source.name): command \(command) does not exist; the input contains \(count)")
    return nil
  }

  private func translation(_ command: TextCommand, number: Int) -> CommandTranslation {
    let paths = Dictionary(path.map { ($0.alias, $0.path) }) { $1 }
    let devices = OptionsToDomain(
      ParsedQEMUConfig(QEMUCommandLine(command)), paths: paths, keepsOptions: qemuCommandline)
    var configuration = Configuration()
    rules.override(&configuration)
    destination.versions.override(&configuration)
    let plan = CheckPlan(configuration)
    var linter = plan.makeLinter()
    let result = domain ? devices.wholeDomain : devices.resultDomain
    let known = linter.lint(devices)
    let findings = (known + linter.lint(result, besides: known)).filter { $0.severity >= severity }
    return CommandTranslation(
      number: number, start: command.start, devices: devices, result: result,
      findings: findings.sorted { $0.range < $1.range }, isWhole: domain, keepsOptions: qemuCommandline,
      versions: plan.versions)
  }

  /// The content of a file that the command line names, relative to the file or to the working directory.
  private func include(_ path: String) -> [UInt8]? {
    guard path != "-" else { return nil }
    let limit = destination.input.limit()
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
    let limit = destination.input.limit()
    if path == "-" { return SourceFile(name: "<stdin>", bytes: try streams.readInput(limit)) }
    return SourceFile(name: path, bytes: try FileInput.read(path, limit: limit))
  }
}

extension XML {
  private func write(
    _ translation: CommandTranslation, of count: Int, _ source: SourceFile, _ streams: inout Streams
  ) {
    if count > 1, command == nil {
      let line = source.bytes[..<min(translation.start, source.bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
      streams.output.write("<!-- command \(translation.number) of \(count), line \(line) -->\n")
    }
    translation.write(to: &streams.output)
  }

  private func report(_ translations: [CommandTranslation], _ source: SourceFile, _ streams: inout Streams) {
    guard let versions = translations.first?.versions else { return }
    let context = ReportContext(
      toolVersion: VirtChannelCommand.version, libvirt: "\(versions.libvirt)", qemu: "\(versions.qemu)")
    let report = ReportFormat.text.report(context, style: display.style)
    let findings = translations.flatMap(\.findings)
    streams.errors.write(report.section(for: FileFindings(findings, in: source)))
    let lines = LineIndex(source)
    for translation in translations where translation.isEmpty {
      let line = lines.position(of: translation.start).line
      streams.errors.write(
        "\(source.name):\(line): the command has no virtio-serial controller, channel, console, serial or parallel "
          + "port\n")
    }
    for translation in translations { reportArchitecture(translation, source, lines, &streams) }
    for option in translations.flatMap(\.leftOut) {
      let line = lines.position(of: option.range.lowerBound).line
      streams.errors.write(
        "\(source.name):\(line): omitted: \(option.shortText.escapedForDisplay) (\(option.message))\n")
    }
  }

  /// Reports the serial and parallel ports, which are not inserted into a domain: it may have others of the same numbers.
  private func reportPorts(_ devices: OptionsToDomain, _ source: SourceFile, _ streams: inout Streams) {
    let lines = LineIndex(source)
    let ports = devices.serials.map { ("serial", $0) } + devices.parallels.map { ("parallel", $0) }
    for (kind, port) in ports.sorted(by: { $0.1.range < $1.1.range }) {
      let line = lines.position(of: port.range.lowerBound).line
      streams.errors.write(
        "\(source.name):\(line): omitted: \(kind) port \(port.device.target?.port ?? 0) of type \(port.device.source.type.escapedForDisplay) "
          + "(--into does not insert \(kind) ports; without it, 'virt-channel xml' prints the port)\n")
    }
  }

  /// Says which architecture is assumed where the machine does not decide it.
  private func reportArchitecture(
    _ translation: CommandTranslation, _ source: SourceFile, _ lines: LineIndex, _ streams: inout Streams
  ) {
    let machine = translation.devices.machine
    guard !machine.otherArchitectures.isEmpty, let type = machine.machine else { return }
    let line = lines.position(of: translation.start).line
    let others = machine.otherArchitectures.joined(separator: ", ")
    streams.errors.write(
      "\(source.name):\(line): no QEMU program is named; machine '\(type.escapedForDisplay)' is assumed to be of "
        + "\(machine.architecture) (\(others) have it too)\n")
  }

  /// Puts the devices into a domain, with the ports that are free there.
  private func put(
    _ translations: [CommandTranslation], _ source: SourceFile, _ streams: inout Streams
  ) throws -> ExitStatus {
    guard let translation = translations.first else { return .unusable }
    report(translations, source, &streams)
    reportPorts(translation.devices, source, &streams)
    let inserted = try OutputTarget(destination).deliver(translation.insertable, to: &streams)
    return max(translation.status, inserted)
  }
}
