internal import SourceText
internal import XMLTree

/// The checks of the rules for each file, by the indices of the rules.
struct FileChecks {
  struct OfText {
    let rule: Int
    let look: @Sendable (ParsedXML, inout Findings) -> Void
  }

  struct OfDomain {
    let rule: Int
    /// The features of which the domain must have one; empty for a rule that needs none.
    let needed: DomainFeatures
    let look: @Sendable (RuleContext, inout Findings) -> Void

    func applies(to features: DomainFeatures) -> Bool { needed.isEmpty || !needed.isDisjoint(with: features) }
  }

  private let rules: [Rule]
  var checksAll = false
  private(set) var ofTexts: [OfText] = []
  private var ofDomains: [OfDomain] = []
  /// Whether any rule is about command lines.
  private(set) var hasCommandLines = false

  init(_ rules: [Rule]) {
    self.rules = rules
    for (place, rule) in rules.enumerated() {
      switch rule.check {
      case .text(let check): ofTexts.append(OfText(rule: place, look: check))
      case .domain(let features, let check): ofDomains.append(OfDomain(rule: place, needed: features, look: check))
      case .commandLine: hasCommandLines = true
      case .wording, .suppressions, .run: break
      }
    }
  }

  /// The findings in a domain, rule by rule.
  /// - Parameters:
  ///   - wordings: the wordings of what came up while the domain was resolved.
  ///   - rule: the only rule whose findings are wanted; nil for all.
  func findings(in context: RuleContext, _ wordings: [FindingWording], of rule: RuleID? = nil) -> [Diagnostic] {
    func isWanted(_ id: RuleID) -> Bool { rule == nil || rule?.code == id.code }
    var findings = Findings(of: rules, canFix: context.document.problems.isEmpty)
    for check in ofDomains where (check.applies(to: context.features) || checksAll) && isWanted(rules[check.rule].id) {
      findings.begin(check.rule)
      check.look(context, &findings)
    }
    for wording in wordings where isWanted(wording.rule.id) { findings.add(wording) }
    return findings.all
  }
}
