public import SourceText
internal import Translation
internal import XMLTree

/// A rule: a problem, its consequences, examples, and the check. Its examples are its tests and, with its texts,
/// its page under `docs/rules/`.
public struct Rule: Sendable {
  private let definition: Definition

  /// The code and name.
  public var id: RuleID { definition.id }
  /// The severity of its findings; single findings can differ.
  public var severity: Severity { definition.severity }
  /// The reason why the rule is opt-in, as a clause; nil for a rule that is always checked.
  public var optInReason: String? { definition.optInReason }
  /// Whether the rule is checked only if `select` names it.
  public var isOptIn: Bool { optInReason != nil }
  /// The problem, as one sentence.
  public var summary: String { definition.summary }
  /// The consequences: what libvirt, QEMU or the guest does.
  public var rationale: String { definition.rationale }
  /// The error messages of libvirt or QEMU for the examples, in their order. They are computed by
  /// checking the examples, which takes milliseconds.
  public var foresees: [Refusal] {
    bad.flatMap { $0.findings(of: self) }.compactMap(\.refusal).reduce(into: []) { foreseen, refusal in
      if !foreseen.contains(refusal) { foreseen.append(refusal) }
    }
  }
  /// XML that the rule accepts.
  public var good: [Example] { definition.makeGood() }
  /// XML that the rule flags, exactly at its marks.
  public var bad: [Example] { definition.makeBad() }

  /// The functions of libvirt and QEMU that implement the described behaviour, or pages that describe it.
  public var sources: [RuleSource] { definition.makeSources() }

  var check: Check { definition.check }

  /// What the copies of a rule share: a run makes several lists of the rules, and each would copy all of this.
  private final class Definition: Sendable {
    let id: RuleID
    let severity: Severity
    let optInReason: String?
    let summary: String
    let rationale: String
    let check: Check
    /// Examples and sources are made when they are read, because a run that only checks domains needs none of them.
    let makeGood, makeBad: @Sendable () -> [Example]
    let makeSources: @Sendable () -> [RuleSource]

    init(
      _ id: RuleID, _ severity: Severity, optInReason: String?, _ summary: String, _ rationale: String, _ check: Check,
      sources: @escaping @Sendable () -> [RuleSource], good: @escaping @Sendable () -> [Example],
      bad: @escaping @Sendable () -> [Example]
    ) {
      self.id = id
      self.severity = severity
      self.optInReason = optInReason
      self.summary = summary
      self.rationale = rationale
      self.check = check
      makeSources = sources
      makeGood = good
      makeBad = bad
    }
  }

  /// What a rule looks at.
  enum Check: Sendable {
    /// Nothing: the rule words problems that were found while the domain was resolved or QEMU's options were read.
    case wording
    /// The text, whether or not it contains a domain.
    case text(@Sendable (ParsedXML, inout Findings) -> Void)
    /// The domain, if it has one of the features; if none are needed, every domain.
    case domain(needs: DomainFeatures, @Sendable (RuleContext, inout Findings) -> Void)
    /// A QEMU command line and the domain XML that it converts to.
    case commandLine(@Sendable (OptionsToDomain, inout Findings) -> Void)
    /// The suppression comments, and those that suppressed nothing.
    case suppressions(@Sendable (Suppressions, [Suppression], inout Findings) -> Void)
    /// All domains of a run.
    case run(@Sendable (CrossFileContext, inout RunFindings) -> Void)
  }

  init(
    _ code: String, _ name: String, _ severity: Severity, optIn reason: String? = nil,
    needs features: DomainFeatures = [], _ summary: String, rationale: String,
    sources: @autoclosure @escaping @Sendable () -> [RuleSource],
    good: @autoclosure @escaping @Sendable () -> [Example], bad: @autoclosure @escaping @Sendable () -> [Example],
    check: @escaping @Sendable (RuleContext, inout Findings) -> Void
  ) {
    self.init(
      code, name, severity, optIn: reason, summary, rationale: rationale, sources: sources(), good: good(),
      bad: bad(), .domain(needs: features, check))
  }

  init(
    _ code: String, _ name: String, _ severity: Severity, optIn reason: String? = nil, _ summary: String,
    rationale: String,
    sources: @autoclosure @escaping @Sendable () -> [RuleSource],
    good: @autoclosure @escaping @Sendable () -> [Example], bad: @autoclosure @escaping @Sendable () -> [Example],
    _ check: Check
  ) {
    definition = Definition(
      RuleID(code, name), severity, optInReason: reason, summary, rationale, check, sources: sources, good: good,
      bad: bad)
  }
}

extension Rule {
  /// Every rule, in the order of codes.
  public static let all: [Rule] = {
    // Sorting takes longer than all else that makes the list. A code has three digits.
    var byNumber = [Rule?](repeating: nil, count: 1000)
    for family in families {
      for rule in family { byNumber[Int(rule.id.code.dropFirst(2)) ?? 0] = rule }
    }
    return byNumber.compactMap(\.self)
  }()

  /// The codes and names of all rules.
  public static let ids = all.map(\.id)

  /// The words that name rules.
  static let words = RuleWords(ids)

  /// The rules that are checked by default.
  public static let standard = all.filter { !$0.isOptIn }

  /// Whether the rule compares the domains of a run.
  public var comparesDomains: Bool {
    if case .run = check { true } else { false }
  }

  /// The rule with a code (`VC201`, case-insensitive) or a name (`duplicate-port`); nil if there is none.
  public static func named(_ text: String) -> Rule? {
    let text = text.lowercased()
    return all.first { $0.id.code.lowercased() == text || $0.id.name == text }
  }
}
