internal import SourceText
internal import XMLTree

/// A comment that suppresses findings; its forms are:
///
/// ```xml
/// <!-- virt-channel: ignore VC101 reason -->            before an element: for that element and its content
/// <!-- virt-channel: ignore VC101, bad-number reason -->
/// <!-- virt-channel: ignore-file VC101 reason -->        anywhere: for the whole file
/// <!-- virt-channel: ignore-file -->                     all rules, for the whole file
/// ```
///
/// A colon is optional after the rules (`ignore VC101: reason`), after the directive (`ignore: VC101`) and after
/// `virt-channel`.
struct Suppression {
  /// The rules that the word names.
  let selector: RuleSelector
  /// The range of the word.
  let word: SourceRange
  /// What the comment covers.
  let scope: SourceRange
  /// The comment.
  let comment: SourceRange
  /// Whether the comment names more than this one.
  let hasCompany: Bool
}

/// Something in such a comment that cannot be understood.
struct SuppressionProblem {
  /// Where.
  let range: SourceRange
  /// What was found and what was expected.
  let message: String
}

/// Everything that the comments of a document silence.
struct Suppressions {
  private(set) var all: [Suppression] = []
  private(set) var problems: [SuppressionProblem] = []

  var isEmpty: Bool { all.isEmpty && problems.isEmpty }

  /// The most rules that a comment names: several times as many as there are, against malicious input.
  private static let mostRules = 1000
  /// The most words for which a similar name of a rule is searched, which takes long.
  private static let mostSuggestions = 100

  /// Reads the comments. `rules` are the words that name rules; most documents need none.
  init(in document: ParsedXML, among rules: @autoclosure () -> RuleWords) {
    for comment in document.comments {
      var words = CommentWords(comment.text, at: comment.range.lowerBound + 4)
      if words.isForLinter() { read(comment, &words, document, rules()) }
    }
  }

  private mutating func read(
    _ comment: XMLComment, _ words: inout CommentWords, _ document: ParsedXML, _ rules: RuleWords
  ) {
    let directive = words.next()
    let named = words.list(most: Self.mostRules)
    let word = directive?.text ?? ""
    switch word.hasSuffix(":") ? String(word.dropLast()) : word {
    case "ignore" where named.isEmpty:
      problems.append(SuppressionProblem(range: comment.range, message: "'ignore' names no rule"))
    case "ignore":
      let scope = comment.following.map { document.range(of: $0) } ?? SourceRange(at: comment.range.upperBound)
      add(named, comment, scope, rules)
    case "ignore-file" where named.isEmpty:
      all.append(
        Suppression(
          selector: .all, word: comment.range, scope: document.file.wholeRange, comment: comment.range,
          hasCompany: false))
    case "ignore-file":
      add(named, comment, document.file.wholeRange, rules)
    default:
      let found = directive.map { "'\($0.text)'" } ?? "nothing"
      let message = "expected 'ignore' or 'ignore-file' after 'virt-channel:', found \(found)"
      problems.append(SuppressionProblem(range: directive?.range ?? comment.range, message: message))
    }
  }

  private mutating func add(
    _ named: [CommentWords.Word], _ comment: XMLComment, _ scope: SourceRange, _ rules: RuleWords
  ) {
    if named.count == Self.mostRules, let last = named.last, last.isFollowedByComma {
      let message = "expected at most \(Self.mostRules) rules in one comment; the others are not read"
      problems.append(SuppressionProblem(range: last.range, message: message))
    }
    for word in named {
      do throws(RuleSelector.Unknown) {
        let suggests = problems.count < Self.mostSuggestions
        let selector = try RuleSelector(word.text, among: rules, suggests: suggests)
        all.append(
          Suppression(
            selector: selector, word: word.range, scope: scope, comment: comment.range, hasCompany: named.count > 1))
      } catch {
        problems.append(SuppressionProblem(range: word.range, message: error.description))
      }
    }
  }
}

extension Suppressions {
  /// What is left of findings in the order of the file, and the suppressions that silenced none of them.
  func applied(to findings: [Diagnostic]) -> (kept: [Diagnostic], unused: [Suppression]) {
    guard !all.isEmpty else { return (findings, []) }
    var scopes = SuppressedScopes(all)
    let kept = findings.filter { !scopes.suppress($0) }
    return (kept, all.filter { !scopes.isUsed($0) })
  }

  /// Where a rule is silenced.
  func ranges(silencing rule: RuleID) -> OutermostRanges {
    OutermostRanges(all.lazy.filter { $0.selector.matches(rule) }.map(\.scope))
  }
}
