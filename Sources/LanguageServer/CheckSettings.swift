public import JSONText
public import LintRules
public import Resolution

/// How the server checks a document.
public struct CheckSettings: Sendable {
  /// The libvirt and the QEMU whose behaviour counts.
  public let versions: Versions
  /// The libvirt that the domains belong to.
  public let connection: LibvirtConnection
  /// The rules to check.
  public let rules: [Rule]
  /// The largest document, in bytes; a larger one is left alone.
  public let limit: Int

  /// Makes settings.
  public init(
    versions: Versions = .newest, connection: LibvirtConnection = .system, rules: [Rule] = Rule.standard,
    limit: Int = 64 << 20
  ) {
    self.versions = versions
    self.connection = connection
    self.rules = rules
    self.limit = limit
  }
}

/// What surrounds the server: the program, files, and settings. The module itself knows neither files nor the terminal.
public struct ServerEnvironment {
  /// The version of the program.
  public let version: String
  /// The URI of the directory that holds the pages of the rules, with a slash at its end; nil where they are not installed.
  public let rulePages: String?
  /// The settings for the file at a path, given what the client's workspace configures, and what is wrong with those that were found.
  /// The path is nil for a document that is not a file.
  public let settings: (_ path: String?, _ workspace: JSONObject) -> (settings: CheckSettings, problem: String?)

  /// Makes an environment.
  public init(
    version: String, rulePages: String? = nil,
    settings: @escaping (_ path: String?, _ workspace: JSONObject) -> (settings: CheckSettings, problem: String?)
  ) {
    self.version = version
    self.rulePages = rulePages
    self.settings = settings
  }
}
