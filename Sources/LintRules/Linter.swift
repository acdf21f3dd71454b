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
  /// - Parameters:
  ///   - readsRunning: Whether the files are dumps of running domains (`virsh dumpxml`), in which aliases, states and generated
  ///     paths are set by libvirt.
  ///   - leastSeverity: The least severity of findings. Less severe ones are not created.
  public init(
    versions: Versions = .newest, connection: LibvirtConnection = .system, rules: [Rule] = Rule.standard,
    limits: XMLLimits = XMLLimits(), readsRunning: Bool = false, from leastSeverity: Severity = .note
  ) {
    self.readsRunning = readsRunning
    self.rules = rules
    self.checks = FileChecks(rules, from: leastSeverity)
    self.resolver = Resolver(versions, connection: connection)
    self.parser = Domain.parser(limits: limits)
  }

  /// Checks one file.
  /// - Returns: the findings in the order of the file, and the document and the domain they are about.
  public mutating func lint(_ file: SourceFile) -> LintResult { lint([file])[0] }

  /// Checks several files. Each step and each rule is done for all files before the next, so that its code stays in the caches of
  /// the processor. All documents are in memory at once.
  /// - Returns: the results in the order of the files.
  public mutating func lint(_ files: [SourceFile]) -> [LintResult] {
    var results = read(files)
    checks.addFindings(inDomainsOf: &results)
    for index in results.indices where !results[index].diagnostics.isEmpty {
      results[index].diagnostics = certainFindings(in: results[index])
    }
    for index in results.indices where checks.hasCommandLines && results[index].unknownValues.isEmpty {
      if let extra = results[index].context?.extraArguments { results[index].diagnostics += findings(in: extra) }
    }
    checks.addFindings(inTextsOf: &results)
    for index in results.indices {
      results[index].diagnostics = results[index].diagnostics.inFileOrder
      if !results[index].suppressions.isEmpty { results[index].diagnostics = unsuppressed(results[index]) }
    }
    return results
  }

  /// The documents and what is known of them, without findings. Domains of other drivers are not resolved.
  private mutating func read(_ files: [SourceFile]) -> [LintResult] {
    let documents = files.map { parser.parse($0) }
    let domains = documents.map { Domain.read($0) }
    let contexts = ruleContexts(of: domains)
    return documents.indices.map { index in
      let document = documents[index]
      return LintResult(
        document: document, context: contexts[index], driver: domains[index]?.header.driver ?? .qemu,
        unknownValues: UnknownValues(in: document, of: contexts[index]?.domain),
        conditionalElements: ConditionalElements(in: document),
        suppressions: Suppressions(in: document, among: Rule.words))
    }
  }

  private func ruleContexts(of domains: [Domain?]) -> [RuleContext?] {
    let places = domains.indices.filter { domains[$0]?.header.driver == .qemu }
    let checked = places.compactMap { domains[$0] }
    let resolved = resolver.resolve(checked)
    let assignments = resolved.map { $0.portAssignment() }
    var contexts = [RuleContext?](repeating: nil, count: domains.count)
    for (number, place) in places.enumerated() {
      contexts[place] = RuleContext(checked[number], resolved[number], assignments[number], isRunning: readsRunning)
    }
    return contexts
  }

  /// The findings in a domain that do not depend on its unknown values.
  private mutating func certainFindings(in file: LintResult) -> [Diagnostic] {
    let (written, unknown, conditional) = (file.diagnostics, file.unknownValues, file.conditionalElements)
    guard !(unknown.isEmpty && conditional.ranges.isEmpty) else { return written }
    var certain = CertainFindings(written.filter { !unknown.leavesOpen($0.range) })
    for variant in conditional.variants where !certain.diagnostics.isEmpty {
      certain.keep(where: variant.decides, findingsByRule(in: Domain.read(parser.parse(variant.file))))
    }
    for document in unknown.possibleDocuments(of: file.document) where !certain.diagnostics.isEmpty {
      if let domain = Domain.read(document) { certain.keep(findingsByRule(in: domain)) }
    }
    return certain.diagnostics
  }

  /// What a rule finds in a domain; nothing where there is none.
  private func findingsByRule(in domain: Domain?) -> (RuleID) -> [Diagnostic] {
    guard let context = ruleContexts(of: [domain])[0] else { return { _ in [] } }
    let wordings = context.resolutionWordings
    return { [checks] rule in checks.findings(of: rule, in: context, wordings) }
  }

  /// The findings in the QEMU arguments of a domain (`<qemu:commandline>`).
  private func findings(in extra: ExtraArguments) -> [Diagnostic] {
    lint(extra.together).compactMap(ExtraFindings(extra).located)
  }

  /// What comments leave of the findings, and the findings about the comments.
  private func unsuppressed(_ file: LintResult) -> [Diagnostic] {
    let (kept, unused) = file.suppressions.applied(to: file.diagnostics)
    // A comment may be for what is found once every value is known, or by another program.
    let missed = file.isComplete ? unused.filter { isChecked($0.selector) } : []
    var findings = Findings(kept, of: rules, from: checks.leastSeverity)
    for (place, rule) in rules.enumerated() {
      guard case .suppressions(let check) = rule.check else { continue }
      findings.begin(place)
      check(file.suppressions, missed, &findings)
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
