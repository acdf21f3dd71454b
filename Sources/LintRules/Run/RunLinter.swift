public import SourceText

/// What a run keeps of a file to compare it with others; small, unlike the file.
public struct DomainClaims: Sendable {
  /// The name of the file.
  public let file: String
  /// The domain's name.
  let domain: String
  /// Where the name stands.
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
    let context = CrossFileContext(facts)
    var findings = RunFindings()
    for rule in rules {
      guard case .run(let check) = rule.check else { continue }
      findings.begin(rule)
      check(context, &findings)
    }
    guard !findings.byFile.isEmpty else { return [] }
    var files: Set<String> = []
    return context.facts.filter { files.insert($0.file).inserted }
      .compactMap { facts in findings.byFile[facts.file].map { (facts.file, $0) } }
  }
}

/// Where rules put what they find between files.
struct RunFindings {
  private(set) var byFile: [String: [Diagnostic]] = [:]
  private var rule = RuleID("", "")
  private var severity = Severity.warning

  /// What is added from now on belongs to `rule`.
  mutating func begin(_ rule: Rule) {
    self.rule = rule.id
    severity = rule.severity
  }

  /// Adds a finding at a claim, unless a comment silences the rule there.
  mutating func add(at owned: OwnedClaim, _ message: String, help: String, notes: [Diagnostic.Note]) {
    guard !owned.claim.silenced.contains(where: { $0.matches(rule) }) else { return }
    let finding = Diagnostic(rule, severity, at: owned.claim.range, message, help: help, notes: notes)
    byFile[owned.owner.file, default: []].append(finding)
  }
}
