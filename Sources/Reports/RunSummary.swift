public import SourceText

/// What a whole run amounted to.
public struct RunSummary: Sendable {
  /// An input that could not be read.
  public struct Unreadable: Hashable, Sendable {
    /// The path, as given.
    public let path: String
    /// Why.
    public let reason: String

    /// Makes an entry.
    public init(_ path: String, _ reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// How often one rule was reported with one severity.
  public struct RuleCount: Sendable {
    /// The rule.
    public let rule: RuleID
    /// The severity.
    public let severity: Severity
    /// The number of findings.
    public var findings = 0
    /// The number of those that have a fix.
    public var fixable = 0
  }

  /// What the run looks at.
  public let kind: InputKind
  /// The files that were checked.
  public private(set) var checked = 0
  /// The files that were skipped.
  public var skipped = SkippedFiles()
  /// The values that a template leaves open, which no rule judges.
  public var templateValues = 0
  /// The inputs that could not be read.
  public var unreadable: [Unreadable] = []
  /// The inputs that were not looked at, as a signal ended the run before.
  public var notReached = 0

  /// The findings that a baseline accepts.
  public var known = 0
  var foldedRules: [FoldedRule] = []

  private var counts: [Key: RuleCount] = [:]
  /// The names of the files with findings, as hashes: there may be very many.
  private var filesWithFindings: Set<Int> = []

  /// A run in which nothing happened yet.
  public init(of kind: InputKind = .file) { self.kind = kind }

  /// Counts a checked file, by its name, and what was found in it.
  public mutating func add(_ findings: [Diagnostic], in file: String) {
    checked += 1
    addLate(findings, in: file)
  }

  /// Counts findings that came after their file was counted: those between files.
  public mutating func addLate(_ findings: [Diagnostic], in file: String) {
    if !findings.isEmpty { filesWithFindings.insert(file.hashValue) }
    count(findings)
  }
}

extension RunSummary {
  /// How often each rule was reported: the most frequent first, then by code.
  public var rules: [RuleCount] {
    counts.values.sorted { (-$0.findings, $0.rule.code, $0.severity) < (-$1.findings, $1.rule.code, $1.severity) }
  }

  /// The checked files with findings.
  public var withFindings: Int { filesWithFindings.count }

  /// The number of findings.
  public var findings: Int { counts.values.reduce(0) { $0 + $1.findings } }

  /// The number of findings of one severity.
  public func findings(_ severity: Severity) -> Int {
    counts.values.reduce(0) { $0 + ($1.severity == severity ? $1.findings : 0) }
  }

  /// The number of findings that have a fix.
  public var fixable: Int { counts.values.reduce(0) { $0 + $1.fixable } }

  /// The greatest severity that was reported.
  public var worst: Severity? { counts.values.map(\.severity).max() }
}

extension RunSummary {
  private struct Key: Hashable {
    let rule: RuleID
    let severity: Severity
  }

  private mutating func count(_ findings: [Diagnostic]) {
    for finding in findings {
      let key = Key(rule: finding.rule, severity: finding.severity)
      counts[key, default: RuleCount(rule: key.rule, severity: key.severity)].findings += 1
      if !finding.fixes.isEmpty { counts[key]?.fixable += 1 }
    }
  }
}
