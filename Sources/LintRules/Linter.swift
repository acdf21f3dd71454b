public import DomainModel
public import Resolution
public import SourceText
public import XMLTree

/// Checks files, one after another. Each thread has a linter of its own.
public struct Linter: ~Copyable {
  /// Whose behaviour is meant.
  public let versions: Versions
  /// The rules that are checked.
  public let rules: [Rule]
  private var parser: XMLParser

  /// Makes a linter.
  public init(versions: Versions = .newest, rules: [Rule] = Rule.standard, limits: XMLLimits = XMLLimits()) {
    self.versions = versions
    self.rules = rules
    self.parser = Domain.parser(limits: limits)
  }

  /// Checks one file.
  /// - Returns: the findings in the order of the file, and the document they are about.
  public mutating func lint(_ file: SourceFile) -> LintResult {
    let document = parser.parse(file)
    let domain = Domain.read(document)
    return LintResult(document: document, domain: domain, diagnostics: lint(document, domain))
  }

  private func lint(_ document: XMLDocument, _ domain: Domain?) -> [Diagnostic] {
    let subject = domain.map { Subject($0, versions: versions) }
    var findings = Findings()
    for rule in rules {
      findings.begin(rule)
      switch (rule.check, subject) {
      case (.text(let check), _): check(document, &findings)
      case (.domain(let check), let subject?): check(subject, &findings)
      case (.domain, nil), (.suppressions, _): continue
      }
    }
    return unsuppressed(findings.inOrder, document)
  }

  /// What comments leave of the findings, and what is to be said of the comments.
  private func unsuppressed(_ diagnostics: [Diagnostic], _ document: XMLDocument) -> [Diagnostic] {
    let suppressions = Suppressions(in: document, among: Rule.all.map(\.id))
    guard !suppressions.isEmpty else { return diagnostics }
    let (kept, unused) = suppressions.applied(to: diagnostics)
    let missed = unused.filter { suppression in rules.contains { suppression.selector.matches($0.id) } }
    var findings = Findings(kept)
    for rule in rules {
      guard case .suppressions(let check) = rule.check else { continue }
      findings.begin(rule)
      check(suppressions, missed, &findings)
    }
    return findings.inOrder
  }
}

/// What a linter says of one file.
public struct LintResult: Sendable {
  /// The document as far as it could be read.
  public let document: XMLDocument
  /// The domain in it; nil when it holds none.
  public let domain: Domain?
  /// The findings, in the order of the file.
  public let diagnostics: [Diagnostic]
}
