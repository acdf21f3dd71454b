internal import ArgumentParser
internal import Files
internal import Resolution

/// What `lint` and `fix` have in common: which rules, whose behaviour, how files are read.
struct CheckOptions: ParsableArguments {
  @Option(help: "The least severity that makes the exit status 1 (default: warning).")
  var failOn: FailOn?

  @Option(help: ArgumentHelp("The name to show for standard input.", valueName: "name"))
  var stdinName = "<stdin>"

  @OptionGroup var rules: RuleOptions
  @OptionGroup var versions: VersionOptions
  @OptionGroup var host: ConnectionOptions
  @OptionGroup var domains: HostOptions
  @OptionGroup var settings: ConfigurationOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var input: InputOptions

  /// How files are checked and which they are: the files that paths stand for, or the domains of a libvirt.
  /// - Parameters:
  ///   - leaving: whether symbolic links are followed out of directories.
  ///   - secrets: whether the XML of domains includes passwords, as it must to be defined again.
  func prepare(
    _ words: [String], leaving: Bool = true, secrets: Bool = false, _ streams: Streams
  ) throws -> (plan: CheckPlan, inputs: Inputs) {
    let selection = domains.connect == nil ? nil : try domains.selection(words)
    if let selection, let host = try domains.open(secrets: secrets) {
      var plan = try plan(on: host)
      plan.host = host
      return (plan, try host.inputs(selection))
    }
    let plan = try plan()
    return (plan, try inputs(words, limit: plan.limit, leaving: leaving, streams))
  }

  /// How files are checked, by these options, the host, and the configuration.
  private func plan(on host: OpenHost? = nil) throws(FileError) -> CheckPlan {
    var configuration = try settings.load()
    if let host {
      (configuration.libvirt, configuration.qemu) = (host.hostVersions.libvirt, host.hostVersions.qemu)
    }
    rules.override(&configuration)
    versions.override(&configuration)
    input.override(&configuration)
    if let failOn { configuration.failOn = failOn }
    return CheckPlan(configuration, connection: host?.connection ?? self.host.connection)
  }

  /// The files that paths stand for.
  /// - Parameter leaving: whether symbolic links are followed out of directories.
  private func inputs(_ paths: [String], limit: Int, leaving: Bool, _ streams: Streams) throws -> Inputs {
    if paths.isEmpty, Terminal.isInput { throw ValidationError("Name files or folders, or - to type the XML.") }
    return Inputs(paths, stdinName: stdinName, limit: limit, leaving: leaving, streams)
  }
}
