internal import SourceText

/// The page of a rule as Markdown: what `explain` prints and what stands under `docs/rules/`. The messages and fixes on it are those
/// that the linter gives for the rule's examples.
public struct RulePage: Sendable {
  private let rule: Rule

  /// The page of `rule`.
  public init(_ rule: Rule) { self.rule = rule }

  /// The name of its file.
  public var fileName: String { "\(rule.id.code)-\(rule.id.name).md" }

  /// The page.
  public var markdown: String {
    let parts = [title, rule.rationale, refusals] + rule.bad.map(wrong) + [right]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var title: String { "# \(rule.id.code) \(rule.id.name)\n\n\(rule.summary) (\(rule.severity.rawValue))" }

  private var refusals: String {
    guard !rule.foresees.isEmpty else { return "" }
    return "What is said of it:\n\n"
      + rule.foresees.map { "- \($0.by.rawValue): `\($0.message)`" }.joined(separator: "\n")
  }

  private func wrong(_ example: Example) -> String {
    let finding = finding(in: example)
    let message = finding.map { "\n\n\($0.message.escapedForDisplay)" } ?? ""
    return "## Wrong\n\n\(Self.block(example.underlined, "text"))\(message)\(fix(finding, example))"
  }

  private func fix(_ finding: Diagnostic?, _ example: Example) -> String {
    guard let fix = finding?.fixes.first, let fixed = example.fixed else { return "" }
    return "\n\n\(Self.remedy(fix, example)) (\(fix.title)):\n\n\(Self.block(fixed, example.language))"
  }

  /// The command `fix` mends XML; options stand in scripts, which are the reader's own.
  private static func remedy(_ fix: Fix, _ example: Example) -> String {
    switch (example.context, fix.safety) {
    case (.commandLine, _): "What helps"
    case (_, .safe): "`virt-channel fix` makes it"
    case (_, .unsafe): "`virt-channel fix --unsafe` makes it"
    }
  }

  private var right: String {
    guard !rule.good.isEmpty else { return "" }
    return "## Right\n\n" + rule.good.map { Self.block($0.xml, $0.language) }.joined(separator: "\n\n")
  }

  private func finding(in example: Example) -> Diagnostic? {
    example.diagnostics.joined().first { $0.rule == rule.id }
  }

  private static func block(_ text: String, _ language: String) -> String {
    "```\(language)\n\(text.hasSuffix("\n") ? String(text.dropLast()) : text)\n```"
  }
}

extension RulePage {
  /// The list of all rules, as Markdown with a link to each page.
  public static var index: String {
    Rule.all.reduce(into: "# Rules\n\n| code | name | severity | what is wrong |\n|---|---|---|---|\n") { text, rule in
      let link = "[\(rule.id.name)](\(RulePage(rule).fileName))"
      text += "| \(rule.id.code) | \(link) | \(rule.severity.rawValue) | \(rule.summary) |\n"
    }
  }
}

extension Example {
  /// What Markdown calls its language.
  fileprivate var language: String {
    if case .commandLine = context { "sh" } else { "xml" }
  }

  /// The XML with carets below what is wrong, control characters escaped.
  var underlined: String {
    let lines = marked.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.flatMap { Self.underlined($0) }.joined(separator: "\n")
  }

  private static func underlined(_ line: Substring) -> [String] {
    var (shown, carets) = ("", "")
    var isMarked = false
    for character in line {
      switch character {
      case "⟦": isMarked = true
      case "⟧": isMarked = false
      default:
        let text = String(character).escapedForDisplay
        shown += text
        carets += String(repeating: isMarked ? "^" : " ", count: text.count)
      }
    }
    while carets.last == " " { carets.removeLast() }
    return carets.isEmpty ? [shown] : [shown, carets]
  }
}
