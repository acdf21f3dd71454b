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

  /// Adds one finding for claims of several domains that collide, with a note at each other claim. It is at the first claim of a later
  /// domain where no comment suppresses the rule.
  /// - Parameter message: what the finding says of the other domains, which are named as in `domain 'a'` or `domains 'a' and 'b'`.
  mutating func add(colliding claims: [OwnedClaim], _ message: (CollidingDomains) -> String, help: String) {
    guard let first = claims.first,
      let place = claims.firstIndex(where: { $0.owner.domain != first.owner.domain && !isSuppressed(at: $0) })
    else { return }
    var domains: Set = [claims[place].owner.domain]
    var others = claims
    let own = others.remove(at: place)
    others = others.filter { domains.insert($0.owner.domain).inserted }
    add(
      at: own, message(CollidingDomains(others.map(\.owner.domain))), help: help,
      notes: others.map { $0.note("domain '\($0.owner.domain)'") })
  }

  private func isSuppressed(at owned: OwnedClaim) -> Bool {
    !owned.claim.silenced.isDisjoint(with: SilencedRules(rule))
  }

  /// Adds a finding at a claim, unless a comment silences the rule there.
  mutating func add(at owned: OwnedClaim, _ message: String, help: String, notes: [Diagnostic.Note]) {
    guard !isSuppressed(at: owned) else { return }
    let finding = Diagnostic(rule, severity, at: owned.claim.range, message, help: help, notes: notes)
    byFile[owned.owner.file, default: []].append(finding)
  }
}

/// The domains that a finding between files names, with what agrees with their number.
struct CollidingDomains: CustomStringConvertible {
  private let names: [String]

  init(_ names: [String]) { self.names = names }

  /// `domain 'a'`, or `domains 'a', 'b' and 3 others`.
  var description: String {
    let quoted = names.map { "'\($0)'" }
    guard quoted.count > 1 else { return "domain \(quoted.first ?? "")" }
    let shown = quoted.count > 4 ? quoted.prefix(3) + ["\(quoted.count - 3) others"] : quoted
    return "domains \(shown.enumeration)"
  }

  /// A verb that agrees with their number.
  func verb(_ singular: String, _ plural: String) -> String { names.count > 1 ? plural : singular }
}
