internal import JSONText

/// The settings of the client's workspace, and the checkers that follow from them.
struct WorkspaceSettings {
  /// The name of the section that holds them.
  static let section = "virt-channel"

  private var settings: JSONObject = [:]
  /// Checkers by the directory of the documents they check.
  private var checkers: [String: Checker] = [:]
  /// What was said to be wrong already.
  private var reported: Set<String> = []

  /// Takes the settings of the section, which may be wrapped in an object of sections. Null and what is not an object changes nothing.
  mutating func configure(_ json: JSONValue?) {
    guard let object = json?.object else { return }
    settings = object[Self.section]?.object ?? object
  }

  /// Makes the next checkers ask for the settings of files again.
  mutating func forgetCheckers() {
    checkers = [:]
    reported = []
  }

  /// What checks the document at a path, and what is wrong with its settings if that was not said before.
  mutating func checker(for path: String?, _ environment: ServerEnvironment) -> (checker: Checker, problem: String?) {
    let directory = path.map { String($0[..<($0.lastIndex(of: "/") ?? $0.endIndex)]) } ?? ""
    if let checker = checkers[directory] { return (checker, nil) }
    let (settings, problem) = environment.settings(path, settings)
    let checker = Checker(settings)
    checkers[directory] = checker
    return (checker, problem.flatMap { reported.insert($0).inserted ? $0 : nil })
  }
}
