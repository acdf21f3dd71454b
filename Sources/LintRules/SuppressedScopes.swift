internal import SourceText

/// What comments silence, to be asked about findings in the order of the file: each step goes on where the last one stopped, as there
/// may be very many of both. Scopes are elements, which lie inside one another or apart.
struct SuppressedScopes {
  private struct Scope: Hashable {
    let selector: RuleSelector
    let range: SourceRange

    init(_ suppression: Suppression) {
      selector = suppression.selector
      range = suppression.scope
    }
  }

  /// The scopes in the order of their beginnings, the outer first.
  private let scopes: [Scope]
  private var next = 0
  /// The scopes that the last finding was behind the beginning of, by what they silence, the innermost last.
  private var open: [RuleSelector: [Scope]] = [:]
  private var used: Set<Scope> = []

  init(_ suppressions: [Suppression]) {
    scopes = Set(suppressions.map { Scope($0) }).sorted { a, b in
      (a.range.lowerBound, -a.range.upperBound) < (b.range.lowerBound, -b.range.upperBound)
    }
  }

  /// Whether a finding is silenced. It is behind those that were asked about before.
  mutating func suppress(_ finding: Diagnostic) -> Bool {
    while next < scopes.count, scopes[next].range.lowerBound <= finding.range.lowerBound { enter() }
    let selectors: [RuleSelector] = [.all, .family(String(finding.rule.code.prefix(3))), .rule(finding.rule)]
    return selectors.reduce(false) { use($1, for: finding.range) || $0 }
  }

  /// Whether a suppression silenced a finding.
  func isUsed(_ suppression: Suppression) -> Bool { used.contains(Scope(suppression)) }

  private mutating func enter() {
    let scope = scopes[next]
    next += 1
    leave(scope.selector, before: scope.range.lowerBound)
    open[scope.selector, default: []].append(scope)
  }

  private mutating func leave(_ selector: RuleSelector, before offset: Int) {
    while let last = open[selector]?.last, last.range.upperBound < offset { open[selector]?.removeLast() }
  }

  /// Marks the scopes that hold a range. Those around one that is used are used already.
  private mutating func use(_ selector: RuleSelector, for range: SourceRange) -> Bool {
    leave(selector, before: range.lowerBound)
    guard let scopes = open[selector] else { return false }
    var isSilenced = false
    for scope in scopes.reversed() where scope.range.contains(range) {
      isSilenced = true
      guard used.insert(scope).inserted else { break }
    }
    return isSilenced
  }
}
