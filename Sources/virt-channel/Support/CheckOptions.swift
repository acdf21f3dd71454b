internal import ArgumentParser
internal import Files
internal import Posix
internal import Resolution

/// What `lint` and `fix` have in common: which rules, whose behaviour, how files are read.
struct CheckOptions: ParsableArguments {
  @Option(help: "Minimum severity for exit status 1 (default: warning).")
  var failOn: FailOn?

  @Option(help: ArgumentHelp("File name to report for standard input.", valueName: "name"))
  var stdinName = "<stdin>"

  @Option(
    help: ArgumentHelp(
      "Skip files that match: a name such as 'old*', or a path with slashes; ** matches directories.",
      valueName: "glob"))
  var exclude: [String] = []

  @OptionGroup var rules: RuleOptions
  @OptionGroup var versions: VersionOptions
  @OptionGroup var host: ConnectionOptions
  @OptionGroup var domains: HostOptions
  @OptionGroup var settings: ConfigurationOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var input: InputOptions

  /// How files are checked and which they are: the files at the paths, or the domains of a libvirt.
  /// - Parameters:
  ///   - leaving: whether symbolic links are followed out of directories.
  ///   - secrets: whether the XML of domains includes passwords, as it must to be defined again.
  ///   - adjust: lets options of a command come before a configuration.
  func prepare(
    _ words: [String], leaving: Bool = true, secrets: Bool = false, _ streams: Streams,
    adjust: (inout Configuration) -> Void = { _ in }
  ) throws -> (plan: RunPlan, inputs: Inputs) {
    let selection = domains.connect == nil ? nil : try domains.selection(words)
    func overridden(_ configuration: Configuration, _ host: OpenHost?) -> Configuration {
      var configuration = configuration
      override(&configuration, host)
      adjust(&configuration)
      return configuration
    }
    let working = try settings.load(in: CurrentProcess.directory)
    if let selection, let host = try domains.open(secrets: secrets) {
      var plan = CheckPlan(overridden(working, host), connection: host.connection)
      plan.host = host
      return (RunPlan(plan), try host.inputs(selection))
    }
    let base = CheckPlan(overridden(working, nil))
    var inputs = try inputs(words, limit: base.limit, leaving: leaving, streams)
    let plan =
      settings.isFound
      ? try RunPlan(base, for: inputs) { $0 = overridden($0, nil) } : RunPlan(base)
    inputs.removeExcluded(by: plan)
    return (plan, inputs)
  }

  /// Lets these options, and the versions of a host, come before a configuration.
  private func override(_ configuration: inout Configuration, _ host: OpenHost?) {
    if let host {
      (configuration.libvirt, configuration.qemu) = (host.hostVersions.libvirt, host.hostVersions.qemu)
    }
    rules.override(&configuration)
    versions.override(&configuration)
    input.override(&configuration)
    self.host.override(&configuration)
    if let failOn { configuration.failOn = failOn }
    if !exclude.isEmpty { configuration.exclude = exclude.map { PathPattern($0, in: CurrentProcess.directory) } }
  }

  /// The files at the paths.
  /// - Parameter leaving: whether symbolic links are followed out of directories.
  private func inputs(_ paths: [String], limit: Int, leaving: Bool, _ streams: Streams) throws -> Inputs {
    if paths.isEmpty, Terminal.isInput {
      throw ValidationError("no input: give files or directories, or - for standard input")
    }
    return Inputs(paths, stdinName: stdinName, limit: limit, leaving: leaving, streams)
  }
}
