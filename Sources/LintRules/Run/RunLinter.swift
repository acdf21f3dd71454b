public import SourceText

/// The data of a file for comparing its domain with others.
public struct DomainClaims: Sendable {
  /// The name of the file.
  public let file: String
  /// The domain's name.
  let domain: String
  /// Where the name is.
  let nameRange: SourceRange
  let claims: [HostClaim]
}

/// Finds conflicts between the domains of a run.
public struct RunLinter: Sendable {
  private let rules: [Rule]
  private var facts: [DomainClaims] = []

  /// Creates a linter without files.
  /// - Parameter files: The expected number of files; 0 if it is not known.
  public init(rules: [Rule] = Rule.standard, files: Int = 0) {
    self.rules = rules
    facts.reserveCapacity(files)
  }

  /// Adds the data of the next file, if there is any.
  public mutating func add(_ facts: DomainClaims?) {
    if let facts { self.facts.append(facts) }
  }

  /// The findings in each file, in the order in which the files were added. Notes can refer to other files.
  public func findings() -> [(file: String, findings: [Diagnostic])] {
    var run = LargeRunLinter(rules: rules, files: facts.count)
    for (number, facts) in facts.enumerated() { run.add(facts, file: number) }
    return run.findings(fileName: { facts[$0].file }, reading: { facts[$0] }).map { (facts[$0.file].file, $0.findings) }
  }
}
