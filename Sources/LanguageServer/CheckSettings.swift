public import JSONText
public import LintRules
public import Resolution

/// How the server checks a document.
public struct CheckSettings: Sendable {
  /// The versions to target.
  public let versions: Versions
  /// The libvirt that the domains belong to.
  public let connection: LibvirtConnection
  /// The rules to check.
  public let rules: [Rule]
  /// The maximum size of a document in bytes; larger documents are not checked.
  public let limit: Int

  /// Creates settings.
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

/// The environment of the server: program version, rule pages and settings. The module itself does not access files or the terminal.
public struct ServerEnvironment {
  /// The version of the program.
  public let version: String
  /// The URI of the directory of the rule pages, with a slash at its end; nil if they are not installed.
  public let rulePages: String?
  /// The settings for the file at a path, given the settings of the client's workspace, and their problems.
  /// The path is nil if the document is not a file.
  public let settings: (_ path: String?, _ workspace: JSONObject) -> (settings: CheckSettings, problem: String?)

  /// Creates an environment.
  public init(
    version: String, rulePages: String? = nil,
    settings: @escaping (_ path: String?, _ workspace: JSONObject) -> (settings: CheckSettings, problem: String?)
  ) {
    self.version = version
    self.rulePages = rulePages
    self.settings = settings
  }
}
