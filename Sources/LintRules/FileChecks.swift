internal import SourceText
internal import XMLTree

/// The checks of the rules for each file, by the indices of the rules.
struct FileChecks {
  private struct OfText {
    let rule: Int
    let look: @Sendable (ParsedXML, inout Findings) -> Void
  }

  private struct OfDomain {
    let rule: Int
    /// The features of which the domain must have one; empty for a rule that needs none.
    let needed: DomainFeatures
    let look: @Sendable (RuleContext, inout Findings) -> Void
  }

  private let rules: [Rule]
  /// The least severity of findings.
  let leastSeverity: Severity
  var checksAll = false
  private var ofTexts: [OfText] = []
  private var ofDomains: [OfDomain] = []
  /// Whether any rule is about command lines.
  private(set) var hasCommandLines = false

  init(_ rules: [Rule], from leastSeverity: Severity) {
    self.rules = rules
    self.leastSeverity = leastSeverity
    for (place, rule) in rules.enumerated() {
      switch rule.check {
      case .text(let check): ofTexts.append(OfText(rule: place, look: check))
      case .domain(let features, let check): ofDomains.append(OfDomain(rule: place, needed: features, look: check))
      case .commandLine: hasCommandLines = true
      case .wording, .suppressions, .run: break
      }
    }
  }

  /// How many rules are checked in one file before the next file.
  private static let rulesInTurn = 16

  /// Adds what is found in the domains of files, a few rules at a time.
  func addFindings(inDomainsOf files: inout [LintResult]) {
    addFindings(&files) { files, findings in
      let contexts = files.indices.map { files[$0].context }
      for first in stride(from: 0, to: ofDomains.count, by: Self.rulesInTurn) {
        let checks = first..<min(first + Self.rulesInTurn, ofDomains.count)
        for index in contexts.indices {
          guard let context = contexts[index] else { continue }
          for check in checks where applies(ofDomains[check].needed, to: context) {
            look(for: ofDomains[check], in: context, &findings[index])
          }
        }
      }
      for index in contexts.indices {
        for wording in contexts[index]?.resolutionWordings ?? [] { findings[index].add(wording) }
      }
    }
  }

  /// Adds what is found in the texts of files, rule by rule.
  func addFindings(inTextsOf files: inout [LintResult]) {
    addFindings(&files) { files, findings in
      for check in ofTexts {
        for index in files.indices {
          findings[index].begin(check.rule)
          check.look(files[index].document, &findings[index])
        }
      }
    }
  }

  private func addFindings(_ files: inout [LintResult], _ look: ([LintResult], inout [Findings]) -> Void) {
    var findings = files.indices.map { newFindings(after: files[$0].diagnostics, in: files[$0].document) }
    // A list of findings that is referred to once is not copied when it grows.
    for index in files.indices { files[index].diagnostics = [] }
    look(files, &findings)
    for index in files.indices { files[index].diagnostics = findings[index].all }
  }

  /// The findings of one rule in a domain.
  /// - Parameter wordings: the wordings of what came up while the domain was resolved.
  func findings(of rule: RuleID, in context: RuleContext, _ wordings: [FindingWording]) -> [Diagnostic] {
    var findings = newFindings(after: [], in: context.document)
    for check in ofDomains where rules[check.rule].id.code == rule.code && applies(check.needed, to: context) {
      look(for: check, in: context, &findings)
    }
    for wording in wordings where wording.rule.id.code == rule.code { findings.add(wording) }
    return findings.all
  }

  /// Whether a domain has one of the needed features.
  private func applies(_ needed: DomainFeatures, to context: RuleContext) -> Bool {
    needed.isEmpty || !needed.isDisjoint(with: context.features) || checksAll
  }

  private func look(for check: OfDomain, in context: RuleContext, _ findings: inout Findings) {
    findings.begin(check.rule)
    check.look(context, &findings)
  }

  private func newFindings(after diagnostics: [Diagnostic], in document: ParsedXML) -> Findings {
    Findings(diagnostics, of: rules, canFix: document.problems.isEmpty, from: leastSeverity)
  }
}
