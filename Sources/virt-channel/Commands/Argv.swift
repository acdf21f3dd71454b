internal import ArgumentParser
internal import Files
internal import LibvirtHost
internal import VirtChannel

/// `virt-channel argv`.
struct Argv: Command {
  static let configuration = CommandConfiguration(
    commandName: "argv",
    abstract: "Print the QEMU command-line options that libvirt generates for a domain.",
    discussion: """
      Covers virtio-serial controllers, the chardevs and ports of channels and virtio consoles, and guestfwd networks, in the \
      order and spelling of the selected libvirt version.

        virt-channel argv vm.xml
        virt-channel argv -c vm
        virt-channel argv --libvirt 7.0 --format json vm.xml
        virt-channel argv --qemu 4.2.0 --fd channel0=51 channel.xml
        virt-channel argv --run --sockets /tmp/vm vm.xml > vm.sh
      """)

  @Argument(help: "File to read, or - for standard input (default: -).", completion: .file())
  var file: String?

  @Option(help: "Output format.")
  var format = ArgumentsFormat.shell

  @Option(help: "Option syntax, regardless of the versions.")
  var dialect: Dialect?

  @Option(
    help: ArgumentHelp(
      "Pass file descriptor FD instead of the socket or file of device ALIAS; ALIAS-log selects its log. Can be repeated.",
      valueName: "alias=fd"))
  var fd: [DescriptorArgument] = []

  @Flag(
    help: """
      Print a shell script that starts QEMU with the options, for the QEMU of this host unless --qemu or --libvirt is given.
      """)
  var run = false

  @Option(
    help: ArgumentHelp(
      "With --run: directory for the sockets and logs of the script (default: /tmp/NAME).", valueName: "directory"),
    completion: .directory)
  var sockets: String?

  @OptionGroup var domain: DomainOptions

  func validate() throws {
    if run, format != .shell { throw ValidationError("--run supports only --format shell") }
    if !run, sockets != nil { throw ValidationError("--sockets requires --run") }
    if run, !fd.isEmpty {
      throw ValidationError("--fd and --run are mutually exclusive: a script cannot pass file descriptors")
    }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    try domain.read(file, &streams) { input, resolved, streams in
      if let status = Self.prepare(input, &streams, domain.display.style) { return status }
      return write(resolved, resolved.spelling(dialect: dialect), &streams)
    }
  }

  /// Refuses a template, and warns of what only QEMU will refuse.
  /// - Returns: the status that ends the command; nil when it can go on.
  private static func prepare(_ input: DomainInput, _ streams: inout Streams, _ style: TextStyle) -> ExitStatus? {
    if let status = input.refuseTemplate(&streams) { return status }
    input.show(input.checked.diagnostics.filter { $0.refusal?.isAtStart == true }, &streams, style)
    if let count = input.checked.resolved.flatMap(ExtraArguments.init)?.count, count > 0 {
      let arguments = count == 1 ? "1 argument" : "\(count) arguments"
      streams.errors.write("not shown: \(arguments) of <qemu:commandline>, which libvirt appends\n")
    }
    return nil
  }

  /// What the command prints without an option.
  static func write(
    _ domain: ResolvedDomain, of input: DomainInput, _ streams: inout Streams, _ style: TextStyle
  ) -> ExitStatus {
    if let status = prepare(input, &streams, style) { return status }
    ArgumentsFormat.shell.write(DomainToOptions(domain), domain.spelling(), to: &streams.output)
    return .clean
  }

  private func write(_ domain: ResolvedDomain, _ spelling: Spelling, _ streams: inout Streams) -> ExitStatus {
    if run {
      writeScript(domain, spelling, &streams)
      return .clean
    }
    let numbers = Dictionary(fd.map { ($0.alias, $0.number) }) { $1 }
    let options = DomainToOptions(domain, descriptors: PassedDescriptors(numbers))
    let descriptors = fd.isEmpty ? PassedDescriptors() : options.descriptors
    guard descriptors.unused.isEmpty else { return refuse(descriptors, &streams) }
    guard format.carries(options, spelling) else {
      streams.complain("an argument contains a line break, which --format lines cannot represent")
      return .unusable
    }
    format.write(options, spelling, to: &streams.output)
    return .clean
  }

  /// Writes a script in the dialect of the QEMU that would run it here, unless options, a configuration or a libvirt name the versions.
  private func writeScript(_ resolved: ResolvedDomain, _ spelling: Spelling, _ streams: inout Streams) {
    let isOpen = !domain.versions.isGiven && domain.domains.connect == nil && spelling.versions == .newest
    let qemu = isOpen ? InstalledQEMU.version(of: RunScript.program(for: resolved)).flatMap { Version($0) } : nil
    guard let qemu else {
      streams.output.write(RunScript(resolved, spelling, folder: sockets).text)
      return
    }
    let versions = Versions(qemu: qemu)
    let own = Resolver(versions, connection: domain.host.connection).resolve(resolved.domain)
    streams.output.write(RunScript(own, Spelling(versions, dialect: dialect), folder: sockets).text)
  }

  private func refuse(_ descriptors: PassedDescriptors, _ streams: inout Streams) -> ExitStatus {
    for alias in descriptors.unused {
      let near = descriptors.possible.nearest(to: alias).map { "; did you mean '\($0)'?" } ?? ""
      streams.complain("--fd \(alias): no device with this alias can use a file descriptor\(near)")
    }
    return .unusable
  }
}
