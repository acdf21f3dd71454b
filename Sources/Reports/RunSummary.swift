public import SourceText

/// The numbers of files and findings of a run.
public struct RunSummary: Sendable {
  /// An input that could not be read.
  public struct Unreadable: Hashable, Sendable {
    /// The path, as given.
    public let path: String
    /// Why the input cannot be read, as the system reports it.
    public let reason: String

    /// Creates an entry.
    public init(_ path: String, _ reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// The number of findings of a rule with a severity.
  public struct RuleCount: Sendable {
    /// The rule that reports the findings.
    public let rule: RuleID
    /// The severity with which the rule reported the findings.
    public let severity: Severity
    /// The number of findings.
    public var findings = 0
    /// The number of findings that have a fix.
    public var fixable = 0
  }

  /// The kind of input of the run.
  public let kind: InputKind
  /// The number of checked files.
  public private(set) var checked = 0
  /// The files that were skipped.
  public var skipped = SkippedFiles()
  /// The number of values that a template leaves open, which are not checked.
  public var templateValues = 0
  /// The inputs that could not be read.
  public var unreadable: [Unreadable] = []
  /// The number of inputs that were not reached because a signal ended the run.
  public var notReached = 0

  /// The number of findings that the baseline accepts.
  public var known = 0
  var foldedRules: [FoldedRule] = []

  private var counts: [Key: RuleCount] = [:]
  /// The names of the files with findings, as hashes: there may be very many.
  private var filesWithFindings: Set<Int> = []

  /// Creates an empty summary.
  public init(of kind: InputKind = .file) { self.kind = kind }

  /// Counts a checked file, by its name, and its findings.
  public mutating func add(_ findings: [Diagnostic], in file: String) {
    checked += 1
    addLate(findings, in: file)
  }

  /// Counts findings between files, after the file itself was counted.
  public mutating func addLate(_ findings: [Diagnostic], in file: String) {
    if !findings.isEmpty { filesWithFindings.insert(file.hashValue) }
    count(findings)
  }
}

extension RunSummary {
  /// The number of findings of each rule: the most frequent first, then by code.
  public var rules: [RuleCount] {
    counts.values.sorted { (-$0.findings, $0.rule.code, $0.severity) < (-$1.findings, $1.rule.code, $1.severity) }
  }

  /// The number of checked files with findings.
  public var withFindings: Int { filesWithFindings.count }

  /// The number of findings.
  public var findings: Int { counts.values.reduce(0) { $0 + $1.findings } }

  /// The number of findings of one severity.
  public func findings(_ severity: Severity) -> Int {
    counts.values.reduce(0) { $0 + ($1.severity == severity ? $1.findings : 0) }
  }

  /// The number of findings that have a fix.
  public var fixable: Int { counts.values.reduce(0) { $0 + $1.fixable } }

  /// The highest severity of the findings; nil if there are none.
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
