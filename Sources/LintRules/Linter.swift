internal import DomainModel
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
