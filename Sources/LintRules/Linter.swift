public import DomainModel
public import Resolution
public import SourceText
internal import Translation
public import XMLTree

/// Checks files one after another. Use a separate linter on each thread.
public struct Linter: ~Copyable {
  /// The rules to check.
  public let rules: [Rule]
  private var checks: FileChecks
  private let resolver: Resolver
  private var parser: XMLTextParser
  private let readsRunning: Bool
  /// Whether rules are checked in domains that lack what they need, where they find nothing: a test shows that.
  package var checksAll: Bool {
    get { checks.checksAll }
    set { checks.checksAll = newValue }
  }

  /// The versions to target.
  public var versions: Versions { resolver.versions }
  /// The libvirt connection that the domains belong to.
  public var connection: LibvirtConnection { resolver.connection }

  /// Creates a linter.
  /// - Parameter readsRunning: Whether the files are dumps of running domains (`virsh dumpxml`), in which aliases, states and generated
  ///   paths are set by libvirt.
  public init(
    versions: Versions = .newest, connection: LibvirtConnection = .system, rules: [Rule] = Rule.standard,
    limits: XMLLimits = XMLLimits(), readsRunning: Bool = false
  ) {
    self.readsRunning = readsRunning
    self.rules = rules
    self.checks = FileChecks(rules)
    self.resolver = Resolver(versions, connection: connection)
    self.parser = Domain.parser(limits: limits)
  }

  /// Checks one file.
  /// - Returns: the findings in the order of the file, and the document and the domain they are about.
  public mutating func lint(_ file: SourceFile) -> LintResult {
    let document = parser.parse(file)
    let domain = Domain.read(document)
    let driver = domain?.header.driver ?? .qemu
    let context = domain.flatMap { driver == .qemu ? ruleContext(of: $0) : nil }
    let suppressions = Suppressions(in: document, among: Rule.words)
    let unknown = UnknownValues(in: document, of: context?.domain)
    let conditional = ConditionalElements(in: document)
    let isComplete = context != nil && unknown.isEmpty && conditional.statements.isEmpty
    let found = context.map { certainFindings($0, unknown, conditional) + extraFindings($0, unknown) } ?? []
    return LintResult(
      document: document, context: context, diagnostics: lint(document, found, suppressions, isComplete: isComplete),
      driver: driver, unknownValues: unknown, conditionalElements: conditional, suppressions: suppressions)
  }

  /// What is found in a document. Of a domain of another driver only its text is checked.
  private func lint(
    _ document: ParsedXML, _ found: [Diagnostic], _ suppressions: Suppressions, isComplete: Bool
  ) -> [Diagnostic] {
    var findings = Findings(found, of: rules, canFix: document.problems.isEmpty)
    for check in checks.ofTexts {
      findings.begin(check.rule)
      check.look(document, &findings)
    }
    guard !suppressions.isEmpty else { return findings.inOrder }
    // A comment may be for what is found once every value is known, or by another program.
    return unsuppressed(findings.inOrder, suppressions, isComplete)
  }

  /// The findings in a domain that do not depend on its unknown values.
  private mutating func certainFindings(
    _ context: RuleContext, _ unknown: UnknownValues, _ conditional: ConditionalElements
  ) -> [Diagnostic] {
    let written = checks.findings(in: context, context.resolutionWordings)
    guard !(unknown.isEmpty && conditional.ranges.isEmpty), !written.isEmpty else { return written }
    var certain = CertainFindings(written.filter { !unknown.leavesOpen($0.range) })
    for variant in conditional.variants where !certain.diagnostics.isEmpty {
      certain.keep(where: variant.decides, findingsByRule(in: Domain.read(parser.parse(variant.file))))
    }
    for document in unknown.possibleDocuments(of: context.document) where !certain.diagnostics.isEmpty {
      if let domain = Domain.read(document) { certain.keep(findingsByRule(in: domain)) }
    }
    return certain.diagnostics
  }

  /// What a rule finds in a domain; nothing where there is none.
  private func findingsByRule(in domain: Domain?) -> (RuleID) -> [Diagnostic] {
    guard let context = domain.map({ ruleContext(of: $0) }) else { return { _ in [] } }
    let wordings = context.resolutionWordings
    return { [checks] rule in checks.findings(in: context, wordings, of: rule) }
  }

  /// The findings in the QEMU arguments of a domain (`<qemu:commandline>`).
  private func extraFindings(_ context: RuleContext, _ unknown: UnknownValues) -> [Diagnostic] {
    guard checks.hasCommandLines, unknown.isEmpty, let extra = context.extraArguments else { return [] }
    return lint(extra.together).compactMap(ExtraFindings(extra).located)
  }

  private func ruleContext(of domain: Domain) -> RuleContext { RuleContext(domain, resolver, isRunning: readsRunning) }

  /// What comments leave of the findings, and the findings about the comments.
  private func unsuppressed(
    _ diagnostics: [Diagnostic], _ suppressions: Suppressions, _ isComplete: Bool
  ) -> [Diagnostic] {
    let (kept, unused) = suppressions.applied(to: diagnostics)
    let missed = isComplete ? unused.filter { isChecked($0.selector) } : []
    var findings = Findings(kept, of: rules)
    for (place, rule) in rules.enumerated() {
      guard case .suppressions(let check) = rule.check else { continue }
      findings.begin(place)
      check(suppressions, missed, &findings)
    }
    return findings.inOrder
  }
}

extension Linter {
  /// Whether a selector names a rule that is checked in each file.
  private func isChecked(_ selector: RuleSelector) -> Bool {
    rules.contains { !$0.comparesDomains && selector.matches($0.id) }
  }
}

/// The checks of the rules for each file, by the indices of the rules.
private struct FileChecks {
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

/// The result of checking one file.
public struct LintResult: Sendable {
  /// The document, up to the first syntax error.
  public let document: ParsedXML
  let context: RuleContext?
  /// The findings, in the order of the file.
  public let diagnostics: [Diagnostic]
  /// The driver of the domain. Only domains of the QEMU driver are checked.
  public let driver: DomainDriver
  /// Why no command but a check uses the document, as a sentence without a full stop; nil if they can.
  package var refusal: String? { driver.refusal ?? domain?.refusal }
  let unknownValues: UnknownValues
  let conditionalElements: ConditionalElements
  let suppressions: Suppressions

  /// The domain with the values that libvirt fills in; nil if the file contains no domain of the QEMU driver.
  public var resolved: ResolvedDomain? { context?.resolved }

  /// The ranges of values that a template leaves open. Findings that depend on them are not reported.
  public var templateValues: [SourceRange] { unknownValues.templates.map(\.range) + unknownValues.insertions }

  /// The template values that determine the options of QEMU, such as `machine='{{ machine }}'`, with their ranges.
  /// These include markers between elements, such as `{% if x %}` and `{{ devices }}`.
  public var neededValues: [(text: String, range: SourceRange)] {
    let markers = (conditionalElements.statements + unknownValues.insertions).map { range in
      (text: String(decoding: document.file.bytes[range.lowerBound..<range.upperBound], as: UTF8.self), range: range)
    }
    return (unknownValues.needed(in: document) + markers).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The domain as written; nil if the file contains no domain of the QEMU driver.
  public var domain: Domain? { context?.domain }

  /// The findings for which libvirt refuses to define the domain or the file cannot be read.
  public var refusals: [Diagnostic] {
    let unreadable = document.problems.isEmpty ? [] : Rule.document.map(\.id)
    return diagnostics.filter { $0.refusal?.isAtStart == false || unreadable.contains($0.rule) }
  }

  /// The data for comparing the domain with others; nil if the domain has no name.
  public var facts: DomainClaims? {
    guard let context, let name = context.domain.header.name, !TemplateMarker.occurs(in: name),
      let node = context.domain.header.node
    else { return nil }
    let place = document.child(Name.name.xml, of: node).flatMap { document.contentRange(of: $0) }
    let open = Set(templateValues)
    return DomainClaims(
      file: document.file.name, domain: name, nameRange: place ?? document.nameRange(of: node),
      claims: context.claims(suppressions).filter { !open.contains($0.range) })
  }
}
