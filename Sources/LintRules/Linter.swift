public import DomainModel
public import Resolution
public import SourceText
public import XMLTree

/// Checks files, one after another. Each thread has a linter of its own.
public struct Linter: ~Copyable {
  /// Whose behaviour is meant.
  public let versions: Versions
  /// Which libvirt the domains belong to.
  public let connection: LibvirtConnection
  /// The rules that are checked.
  public let rules: [Rule]
  private let checks: [FileCheck]
  private var parser: XMLParser

  /// Makes a linter.
  public init(
    versions: Versions = .newest, connection: LibvirtConnection = .system, rules: [Rule] = Rule.standard,
    limits: XMLLimits = XMLLimits()
  ) {
    self.versions = versions
    self.connection = connection
    self.rules = rules
    self.checks = rules.compactMap(FileCheck.init)
    self.parser = Domain.parser(limits: limits)
  }

  /// Checks one file.
  /// - Returns: the findings in the order of the file, and the document and the domain they are about.
  public mutating func lint(_ file: SourceFile) -> LintResult {
    let document = parser.parse(file)
    let subject = Domain.read(document).map { Subject($0, versions: versions, connection: connection) }
    let suppressions = Suppressions(in: document, among: Rule.ids)
    return LintResult(
      document: document, resolved: subject?.resolved, diagnostics: lint(document, subject, suppressions),
      suppressions: suppressions)
  }

  private func lint(_ document: XMLDocument, _ subject: Subject?, _ suppressions: Suppressions) -> [Diagnostic] {
    var findings = Findings(canFix: document.problems.isEmpty)
    for check in checks {
      findings.begin(check.rule, check.severity)
      switch check.look {
      case .text(let look): look(document, &findings)
      case .domain(let look): if let subject { look(subject, &findings) }
      }
    }
    return suppressions.isEmpty ? findings.inOrder : unsuppressed(findings.inOrder, suppressions)
  }

  /// What comments leave of the findings, and what is to be said of the comments.
  private func unsuppressed(_ diagnostics: [Diagnostic], _ suppressions: Suppressions) -> [Diagnostic] {
    let (kept, unused) = suppressions.applied(to: diagnostics)
    let missed = unused.filter { suppression in
      rules.contains { !$0.comparesDomains && suppression.selector.matches($0.id) }
    }
    var findings = Findings(kept)
    for rule in rules {
      guard case .suppressions(let check) = rule.check else { continue }
      findings.begin(rule)
      check(suppressions, missed, &findings)
    }
    return findings.inOrder
  }
}

/// What a rule does with each file, without its texts.
private struct FileCheck {
  enum Look {
    case text(@Sendable (XMLDocument, inout Findings) -> Void)
    case domain(@Sendable (Subject, inout Findings) -> Void)
  }

  let rule: RuleID
  let severity: Severity
  let look: Look

  /// nil for rules that look at something else.
  init?(_ rule: Rule) {
    switch rule.check {
    case .text(let check): look = .text(check)
    case .domain(let check): look = .domain(check)
    case .commandLine, .suppressions, .run: return nil
    }
    self.rule = rule.id
    severity = rule.severity
  }
}

/// What a linter says of one file.
public struct LintResult: Sendable {
  /// The document as far as it could be read.
  public let document: XMLDocument
  /// The domain in it with what libvirt fills in; nil when it holds none.
  public let resolved: ResolvedDomain?
  /// The findings, in the order of the file.
  public let diagnostics: [Diagnostic]
  let suppressions: Suppressions

  /// The domain in the document as written; nil when it holds none.
  public var domain: Domain? { resolved?.domain }

  /// The findings for which libvirt refuses to define the domain, and those for which the file cannot be read.
  public var refusals: [Diagnostic] {
    let unreadable = document.problems.isEmpty ? [] : Rule.document.map(\.id)
    return diagnostics.filter { $0.refusal?.isAtStart == false || unreadable.contains($0.rule) }
  }

  /// What a run keeps to compare the domain with others; nil when it has no name.
  public var facts: RunFacts? {
    guard let domain, let name = domain.header.name, let node = domain.header.node else { return nil }
    let place = document.child(Name.name.xml, of: node).flatMap { document.contentRange(of: $0) }
    return RunFacts(
      file: document.file.name, domain: name, nameRange: place ?? document.nameRange(of: node),
      claims: domain.claims(suppressions))
  }
}
