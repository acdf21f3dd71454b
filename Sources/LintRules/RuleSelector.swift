public import SourceText

/// A selector for rules on a command line, in a configuration or in a comment: a code, a name, a family, or all.
public enum RuleSelector: Hashable, Sendable {
  /// `ALL`.
  case all
  /// Every rule whose code has a prefix: `VC2`, also written `VC2xx`.
  case family(String)
  /// One rule: `VC201` or `duplicate-port`.
  case rule(RuleID)

  /// A word that does not name a rule.
  public struct Unknown: Error, Hashable, Sendable {
    /// The word as written.
    public let text: String
    /// The most similar name or code; nil if none is similar.
    public let suggestion: String?
  }

  /// Creates a selector from a word, ignoring case. Throws ``Unknown`` if it names none of `rules`.
  public init(_ text: String, among rules: [RuleID]) throws(Unknown) {
    try self.init(text, among: RuleWords(rules))
  }

  /// Selects the rules that a word names, ignoring case.
  /// - Parameter suggests: whether a similar word is searched if it names none.
  init(_ text: String, among words: RuleWords, suggests: Bool = true) throws(Unknown) {
    let word = text.lowercased()
    if word == "all" {
      self = .all
    } else if let rule = words.rules[word] {
      self = .rule(rule)
    } else if let family = words.family(word) {
      self = .family(family)
    } else {
      throw Unknown(text: text, suggestion: suggests ? words.all.nearest(to: text) : nil)
    }
  }

  /// Whether the rule is selected.
  public func matches(_ rule: RuleID) -> Bool {
    switch self {
    case .all: true
    case .family(let prefix): rule.code.hasPrefix(prefix)
    case .rule(let named): named == rule
    }
  }

  /// How much the selector says: one rule more than a family, a family more than all.
  fileprivate var precision: Int {
    switch self {
    case .all: 1
    case .family: 2
    case .rule: 3
    }
  }
}

/// The words that name rules, to be looked up.
struct RuleWords: Sendable {
  /// The codes and names, as they are written.
  let all: [String]
  /// The rules by code in lower case and by name.
  let rules: [String: RuleID]
  /// The families by name in lower case.
  private let families: [String: String]

  init(_ rules: [RuleID]) {
    all = rules.flatMap { [$0.code, $0.name] }
    self.rules = Dictionary(rules.flatMap { [($0.code.lowercased(), $0), ($0.name, $0)] }) { first, _ in first }
    let prefixes = Set(rules.map { String($0.code.prefix(3)) })
    families = Dictionary(uniqueKeysWithValues: prefixes.map { ($0.lowercased(), $0) })
  }

  /// The family that a word names, such as `vc2` or `vc2xx`.
  func family(_ word: String) -> String? {
    families[word.hasSuffix("xx") ? String(word.dropLast(2)) : word]
  }
}

extension RuleSelector.Unknown: CustomStringConvertible {
  /// The error message, with a suggestion.
  public var description: String {
    "unknown rule '\(text.escapedForDisplay)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
  }
}

/// The rules to check.
public struct RuleSelection: Sendable {
  private let select: [RuleSelector]
  private let ignore: [RuleSelector]

  /// Selects some rules, or all if `select` is empty, except those in `ignore`. If both name a rule, the more precise
  /// selector applies; if both are equally precise, the rule is ignored.
  public init(select: [RuleSelector] = [], ignore: [RuleSelector] = []) {
    self.select = select
    self.ignore = ignore
  }

  /// Whether a rule is checked. An opt-in rule must be selected.
  public func includes(_ rule: Rule) -> Bool { includes(rule.id, isOptIn: rule.isOptIn) }

  /// Whether a rule is checked. Rules about the text itself (VC0xx) are always checked unless they are ignored, because other rules are
  /// not checked in a file that cannot be read.
  public func includes(_ rule: RuleID) -> Bool { includes(rule, isOptIn: false) }

  private func includes(_ rule: RuleID, isOptIn: Bool) -> Bool {
    let isExpected = rule.code.hasPrefix("VC0") || select.isEmpty && !isOptIn
    return max(isExpected ? 1 : 0, precision(select, rule)) > precision(ignore, rule)
  }

  private func precision(_ selectors: [RuleSelector], _ rule: RuleID) -> Int {
    selectors.lazy.filter { $0.matches(rule) }.map(\.precision).max() ?? 0
  }
}
