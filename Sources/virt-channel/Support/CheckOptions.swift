internal import ArgumentParser
internal import Files

/// What `lint` and `fix` have in common: which rules, whose behaviour, how files are read.
struct CheckOptions: ParsableArguments {
  @Option(help: "The least severity that makes the exit status 1 (default: warning).")
  var failOn: FailOn?

  @Option(help: ArgumentHelp("The name to show for standard input.", valueName: "name"))
  var stdinName = "<stdin>"

  @OptionGroup var rules: RuleOptions
  @OptionGroup var versions: VersionOptions
  @OptionGroup var host: ConnectionOptions
  @OptionGroup var settings: ConfigurationOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var input: InputOptions

  /// How files are checked, by these options and the configuration.
  func plan() throws(FileError) -> CheckPlan {
    var configuration = try settings.load()
    rules.override(&configuration)
    versions.override(&configuration)
    input.override(&configuration)
    if let failOn { configuration.failOn = failOn }
    return CheckPlan(configuration, connection: host.connection)
  }

  /// The files that paths stand for.
  func inputs(_ paths: [String], limit: Int, _ streams: Streams) throws -> Inputs {
    if paths.isEmpty, Terminal.isInput { throw ValidationError("Name files or folders, or - to type the XML.") }
    return Inputs(paths, stdinName: stdinName, limit: limit, streams)
  }
}
