internal import ArgumentParser
internal import Files
internal import LintRules
internal import Posix
internal import Reports
internal import SourceText

/// Where the configuration comes from.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this configuration file instead of the .virt-channel.json nearest to each file.", valueName: "file"),
    completion: .file())
  var config: String?

  @Flag(help: "Do not read a configuration file.")
  var noConfig = false

  func validate() throws {
    if noConfig, config != nil { throw ValidationError("--config and --no-config are mutually exclusive") }
  }

  /// Whether each file has the configuration that is nearest to it.
  var isFound: Bool { !noConfig && config == nil }

  /// The configuration for files in a directory.
  func load(in directory: String) throws(FileError) -> Configuration {
    if noConfig { return Configuration() }
    if let config { return try Configuration.read(config) }
    return try Configuration.nearest(to: directory)
  }

  /// The configuration for a file; of standard input (nil or `-`) that of the working directory.
  func load(forFile path: String?) throws(FileError) -> Configuration {
    isFound ? try Configuration.nearest(toFile: path) : try load(in: CurrentProcess.directory)
  }
}

/// Which rules are checked.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Check only these rules: codes, names, families (VC2), or all; comma-separated.", valueName: "rules"),
    completion: .rules, transform: RuleList.init)
  var select: [RuleList] = []

  @Option(
    help: ArgumentHelp("Skip these rules.", valueName: "rules"), completion: .rules, transform: RuleList.init)
  var ignore: [RuleList] = []

  /// Comes before a configuration.
  func override(_ configuration: inout Configuration) {
    if !select.isEmpty { configuration.select = select.flatMap(\.selectors) }
    if !ignore.isEmpty { configuration.ignore = ignore.flatMap(\.selectors) }
  }
}

extension CompletionKind {
  /// The codes and names of all rules.
  static let rules = CompletionKind.list(Rule.ids.flatMap { [$0.code, $0.name] })
}

extension Rule {
  /// The address of a rule's page, in the documentation of this version.
  static func address(of id: RuleID) -> String {
    "\(VirtChannelCommand.home)/blob/v\(VirtChannelCommand.version)/docs/rules/\(id.code).md"
  }

  /// The description of a rule in reports.
  static func describe(_ id: RuleID) -> RuleDescription? {
    named(id.code).map { rule in
      RuleDescription(
        id, rule.severity, summary: rule.summary, text: rule.rationale, markdown: RulePage(rule).markdown,
        address: address(of: id))
    }
  }
}

/// Rules as an option names them, with commas between them.
struct RuleList {
  let selectors: [RuleSelector]

  /// Takes `VC201,VC3,duplicate-port`.
  init(_ text: String) throws {
    let ids = Rule.ids
    do {
      selectors = try text.split(separator: ",").map { try RuleSelector(String($0), among: ids) }
    } catch let error as RuleSelector.Unknown {
      throw ValidationError(error.description)
    }
  }
}
