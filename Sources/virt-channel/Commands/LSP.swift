internal import ArgumentParser
internal import Files
internal import JSONText
internal import LanguageServer
internal import LintRules
internal import Resolution

/// `lsp`: a language server for editors.
struct LSP: Command {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Run a language server for editors: findings, fixes, completion and more for domain XML.",
    discussion: """
      The server speaks LSP 3.17 on standard input and output; editors start it. docs/guides/editors.md shows the settings of \
      each editor. Options override the settings of the editor's workspace, which override the nearest .virt-channel.json.

        virt-channel lsp
        virt-channel lsp --libvirt 9.0.0
      """)

  @OptionGroup var rules: RuleOptions
  @OptionGroup var versions: VersionOptions
  @OptionGroup var host: ConnectionOptions
  @OptionGroup var settings: ConfigurationOptions
  @OptionGroup var input: InputOptions

  @Flag(help: .hidden)
  var stdio = false

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let environment = ServerEnvironment(version: VirtChannelCommand.version, rulePages: RulePageDirectory.uri) {
      checkSettings(for: $0, $1)
    }
    let session = LanguageSession(environment)
    var pause = QuietTime()
    let input = InputStream()
    while !session.isEnded, !streams.output.isClosed {
      let bytes = try input.next()
      if bytes.isEmpty { break }
      session.receive(bytes)
      if !input.isReady(within: pause.duration) { pause.measure { session.publishDiagnostics() } }
      streams.output.write(session.takeOutput())
      streams.output.flush()
    }
    return session.isShutDown ? .clean : .findings
  }
}

// MARK: Settings

extension LSP {
  /// How the file at a path is checked: by the configuration file, then the workspace, then the options. What is wrong with one of
  /// them leaves it out.
  private func checkSettings(for path: String?, _ workspace: JSONObject) -> (CheckSettings, problem: String?) {
    var (configuration, problem) = (Configuration(), nil as String?)
    var workspace = workspace
    let isSession = workspace["session"]?.bool ?? false
    workspace["session"] = nil
    do throws(FileError) {
      configuration = try settings.load(forFile: path)
    } catch {
      problem = error.description
    }
    do throws(FileError) {
      try configuration.override(by: workspace, named: "settings of the workspace")
    } catch {
      problem = error.description
    }
    rules.override(&configuration)
    versions.override(&configuration)
    input.override(&configuration)
    host.override(&configuration)
    if isSession { configuration.session = true }
    let plan = CheckPlan(configuration)
    return (
      CheckSettings(
        versions: plan.versions, connection: plan.connection, rules: plan.rules(forFile: path), limit: plan.limit),
      problem ?? plan.versions.problem
    )
  }
}

/// How long input must be quiet before documents are checked: not at all, unless a check takes long; then as long as it took.
struct QuietTime {
  /// The time.
  private(set) var duration = Duration.zero

  private static let unnoticed = Duration.milliseconds(20)
  private static let longest = Duration.milliseconds(500)

  /// Does the work and derives the time from how long it took.
  mutating func measure(_ work: () -> Void) {
    let spent = ContinuousClock().measure(work)
    duration = spent > Self.unnoticed ? min(spent, Self.longest) : .zero
  }
}
