/// The severity of a finding.
public enum Severity: String, CaseIterable, Comparable, Sendable {
  /// Advice: nothing is wrong.
  case note
  /// Accepted by libvirt and QEMU, but likely to cause a problem at run time.
  case warning
  /// libvirt or QEMU of the selected versions refuses the domain, when it is defined or started.
  case error

  /// Ordered from note to error.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// The stable identity of a rule: its code and its name, whose meaning never changes.
public struct RuleID: Hashable, Sendable {
  /// The code, such as `VC201`; the first digit is the family.
  public let code: String
  /// The name in kebab-case, such as `duplicate-port`, which describes the problem.
  public let name: String

  /// Creates an identity.
  public init(_ code: String, _ name: String) {
    self.code = code
    self.name = name
  }
}

/// The refusal of a domain by libvirt or QEMU that a finding predicts.
public struct Refusal: Hashable, Sendable {
  /// The program that refuses the domain.
  public enum Authority: String, Sendable {
    /// libvirt, when it defines the domain, generates the command line or starts the domain.
    case libvirt
    /// QEMU, when it starts.
    case qemu = "QEMU"
  }

  /// The program that refuses the domain.
  public let by: Authority
  /// Whether the domain is refused only when it starts: always for QEMU, for libvirt if it opens sockets or files. A domain
  /// that is refused earlier has no command line.
  public let isAtStart: Bool
  /// The error message of the program.
  public let message: String

  /// Creates a refusal.
  public init(by authority: Authority, atStart: Bool = false, _ message: String) {
    self.by = authority
    self.isAtStart = atStart || authority == .qemu
    self.message = message
  }
}

/// A finding: a problem, its location, and its correction.
public struct Diagnostic: Hashable, Sendable {
  /// Another location that explains the finding.
  public struct Note: Hashable, Sendable {
    /// The other file, if the location is not in the file of the finding.
    public let file: String?
    /// The range of the location.
    public let range: SourceRange
    /// The explanation of the location.
    public let message: String

    /// Creates a note.
    public init(_ message: String, at range: SourceRange, in file: String? = nil) {
      self.message = message
      self.range = range
      self.file = file
    }
  }

  /// The rule that found it.
  public var rule: RuleID
  /// Whether the domain is refused, likely to fail later, or could be better.
  public var severity: Severity
  /// The range to underline: the wrong value, not its element.
  public var range: SourceRange
  /// The value found and what was expected, without a full stop and without line numbers; reports add the line of the first note,
  /// as in `… is already used by channel 'a' (line 33)`.
  public var message: String
  /// The correction, as an imperative without a full stop; nil if there is none.
  public var help: String?
  /// The refusal that this finding predicts; nil unless the severity is ``Severity/error``.
  public var refusal: Refusal?
  /// Other locations that explain the finding.
  public var notes: [Note]
  /// The number of related locations that are not among the notes.
  public var omittedNotes = 0
  /// The alternative fixes, the best first.
  public var fixes: [Fix]

  /// Creates a finding.
  public init(
    _ rule: RuleID, _ severity: Severity, at range: SourceRange, _ message: String, help: String? = nil,
    refusal: Refusal? = nil, notes: [Note] = [], fixes: [Fix] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.range = range
    self.message = message
    self.help = help
    self.refusal = refusal
    self.notes = notes
    self.fixes = fixes
  }
}

extension [Diagnostic] {
  /// The findings ordered by location, then by code and message; no copy if they are in that order already.
  package var inFileOrder: [Diagnostic] {
    func isBefore(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
      (a.range, a.rule.code, a.message) < (b.range, b.rule.code, b.message)
    }
    let isOrdered = indices.dropFirst().allSatisfy { !isBefore(self[$0], self[$0 - 1]) }
    return isOrdered ? self : sorted(by: isBefore)
  }
}
