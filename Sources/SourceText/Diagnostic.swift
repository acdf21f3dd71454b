/// How much a finding matters.
public enum Severity: String, CaseIterable, Comparable, Sendable {
  /// Advice: nothing is wrong.
  case note
  /// Accepted by libvirt and QEMU, but likely to cause a problem at run time.
  case warning
  /// libvirt or QEMU of the chosen versions refuses the domain, at definition or at start.
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

/// The stable identity of a rule: its code and its name. Neither ever changes its meaning.
public struct RuleID: Hashable, Sendable {
  /// The code, `VC201`; its first digit is the family.
  public let code: String
  /// The name in kebab-case, `duplicate-port`; it says what is wrong.
  public let name: String

  /// Makes an identity.
  public init(_ code: String, _ name: String) {
    self.code = code
    self.name = name
  }
}

/// A refusal that a finding foresees.
public struct Refusal: Hashable, Sendable {
  /// Who refuses.
  public enum Authority: String, Sendable {
    /// libvirt, at `define`, when it builds the command line or when it starts the domain.
    case libvirt
    /// QEMU, at start.
    case qemu = "QEMU"
  }

  /// Who refuses.
  public let by: Authority
  /// Whether it comes only when the domain starts: QEMU's always does, libvirt's where it opens sockets and files. What it
  /// refuses earlier it cannot even translate to a command line.
  public let isAtStart: Bool
  /// The text the authority prints.
  public let message: String

  /// Makes a refusal.
  public init(by authority: Authority, atStart: Bool = false, _ message: String) {
    self.by = authority
    self.isAtStart = atStart || authority == .qemu
    self.message = message
  }
}

/// One finding: what is wrong, where, and what to write instead. A value, comparable in tests.
public struct Diagnostic: Hashable, Sendable {
  /// Another location that explains the finding.
  public struct Note: Hashable, Sendable {
    /// The other file, if the location is not in the file of the finding.
    public let file: String?
    /// The range of the location.
    public let range: SourceRange
    /// What the range shows.
    public let message: String

    /// Makes a note.
    public init(_ message: String, at range: SourceRange, in file: String? = nil) {
      self.message = message
      self.range = range
      self.file = file
    }
  }

  /// The rule that found it.
  public var rule: RuleID
  /// How much it matters.
  public var severity: Severity
  /// The bytes to underline: the value that is wrong, not its element.
  public var range: SourceRange
  /// What was found and what was expected, without a full stop and without line numbers: reports add the line of the first note,
  /// `… is already taken by channel 'a' (line 33)`.
  public var message: String
  /// What to write instead, as one sentence; absent when there is nothing to advise.
  public var help: String?
  /// The refusal that this finding foresees, when its severity is ``Severity/error``.
  public var refusal: Refusal?
  /// Other locations that explain the finding.
  public var notes: [Note]
  /// How many other places are not among the notes, because nothing shows them.
  public var omittedNotes = 0
  /// Alternative fixes, the best first.
  public var fixes: [Fix]

  /// Makes a finding.
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
