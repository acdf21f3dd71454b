public import SourceText

/// What a run keeps of a file to compare it with others; small, unlike the file.
public struct DomainClaims: Sendable {
  /// The name of the file.
  public let file: String
  /// The domain's name.
  let domain: String
  /// Where the name is.
  let nameRange: SourceRange
  let claims: [HostClaim]
}

/// Finds what is wrong between the domains of a run.
public struct RunLinter: Sendable {
  private let rules: [Rule]
  private var facts: [DomainClaims] = []

  /// Makes a linter that knows no file yet.
  /// - Parameter files: how many there will be, as far as it is known.
  public init(rules: [Rule] = Rule.standard, files: Int = 0) {
    self.rules = rules
    facts.reserveCapacity(files)
  }

  /// Takes the facts of the next file, if there are any.
  public mutating func add(_ facts: DomainClaims?) {
    if let facts { self.facts.append(facts) }
  }

  /// What was found in each file, in the order in which the files came; notes may point into other files.
  public func findings() -> [(file: String, findings: [Diagnostic])] {
    var run = LargeRunLinter(rules: rules, files: facts.count)
    for (number, facts) in facts.enumerated() { run.add(facts, file: number) }
    return run.findings(fileName: { facts[$0].file }, reading: { facts[$0] }).map { (facts[$0.file].file, $0.findings) }
  }
}
