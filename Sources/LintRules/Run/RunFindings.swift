internal import SourceText

/// Where rules put what they find between files.
struct RunFindings {
  /// What was found, by the number of the file.
  private(set) var byFile: [Int: [Diagnostic]] = [:]
  private var rule = RuleID("", "")
  private var severity = Severity.warning
  private let maximumOfNotes: Int
  private let fileName: (Int) -> String

  /// - Parameters:
  ///   - maximumOfNotes: The maximum number of notes of a finding.
  ///   - fileName: Returns the name of a file.
  init(maximumOfNotes: Int, fileName: @escaping (Int) -> String) {
    self.maximumOfNotes = maximumOfNotes
    self.fileName = fileName
  }

  /// What is added from now on belongs to `rule`.
  mutating func begin(_ rule: Rule) {
    self.rule = rule.id
    severity = rule.severity
  }

  /// Adds one finding for claims of several domains that collide, with a note at each other claim. It is at the first claim of a later
  /// domain where no comment suppresses the rule.
  /// - Parameter message: what the finding says of the other domains, which are named as in `domain 'a'` or `domains 'a' and 'b'`.
  mutating func add(
    colliding claims: [UInt32], in table: ClaimTable, _ message: (CollidingDomains) -> String, help: String
  ) {
    guard let first = claims.first else { return }
    let firstName = table.nameKey(of: first)
    let own = claims.first { table.nameKey(of: $0) != firstName && !isSuppressed(table[$0].silenced) }
    guard let own else { return }
    let (others, count) = others(than: own, among: claims, table)
    let notes = others.prefix(maximumOfNotes).map { other in
      Diagnostic.Note("domain '\(table.name(of: other))'", at: table[other].range, in: fileName(table.file(of: other)))
    }
    let domains = CollidingDomains(others.prefix(CollidingDomains.mostNames).map(table.name), count: count)
    var finding = Diagnostic(rule, severity, at: table[own].range, message(domains), help: help, notes: notes)
    finding.omittedNotes = count - notes.count
    byFile[table.file(of: own), default: []].append(finding)
  }

  /// The first claim of each other domain, as far as they are shown, and how many other domains there are.
  private func others(
    than own: UInt32, among claims: [UInt32], _ table: ClaimTable
  ) -> (first: [UInt32], count: Int) {
    var names = claims.map(table.nameKey)
    names.sort()
    let count = zip(names, names.dropFirst()).count { $0 != $1 }
    let shown = min(count, max(maximumOfNotes, CollidingDomains.mostNames))
    var seen: Set = [table.nameKey(of: own)]
    var others: [UInt32] = []
    for claim in claims where others.count < shown {
      if seen.insert(table.nameKey(of: claim)).inserted { others.append(claim) }
    }
    return (others, count)
  }

  /// Adds a finding at a claim, unless a comment silences the rule there.
  mutating func add(at owned: OwnedClaim, _ message: String, help: String, notes: [Diagnostic.Note]) {
    guard !isSuppressed(owned.claim.silenced) else { return }
    let finding = Diagnostic(rule, severity, at: owned.claim.range, message, help: help, notes: notes)
    byFile[owned.file, default: []].append(finding)
  }

  private func isSuppressed(_ silenced: SilencedRules) -> Bool { !silenced.isDisjoint(with: SilencedRules(rule)) }
}

/// The domains that a finding between files names, with what agrees with their number.
struct CollidingDomains: CustomStringConvertible {
  /// How many names are used.
  static let mostNames = 4

  private let names: [String]
  private let count: Int

  /// - Parameters:
  ///   - names: the first names.
  ///   - count: the number of domains.
  init(_ names: [String], count: Int) {
    self.names = names
    self.count = count
  }

  /// `domain 'a'`, or `domains 'a', 'b' and 3 others`.
  var description: String {
    let quoted = names.map { "'\($0)'" }
    guard count > 1 else { return "domain \(quoted.first ?? "")" }
    let shown = count > Self.mostNames ? quoted.prefix(3) + ["\(count - 3) others"] : quoted
    return "domains \(shown.enumeration)"
  }

  /// A verb that agrees with their number.
  func verb(_ singular: String, _ plural: String) -> String { count > 1 ? plural : singular }
}
