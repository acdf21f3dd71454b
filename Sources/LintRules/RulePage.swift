internal import Resolution
internal import SourceText

/// The page of a rule as Markdown: what `explain` prints and what stands under `docs/rules/`. The messages and fixes on it are those
/// that the linter gives for the rule's examples.
public struct RulePage: Sendable {
  private let rule: Rule

  /// The page of `rule`.
  public init(_ rule: Rule) { self.rule = rule }

  /// The name of its file.
  public var fileName: String { "\(rule.id.code).md" }

  /// The page.
  public var markdown: String {
    let wrong = section("Wrong", rule.bad.filter(\.isOnPage).map(wrong))
    let right = section("Right", rule.good.filter(\.isOnPage).map(right))
    let parts = [title, why, wrong, right, silence]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var title: String {
    "# \(rule.id.code) \(rule.id.name)\n\n\(rule.summary.markdown)\n\nSeverity: \(rule.severity.rawValue)\(optIn)"
  }

  private var optIn: String {
    guard let reason = rule.optInReason else { return "" }
    return "\n\nOpt-in: checked only where `--select \(rule.id.code)` or the configuration names it, because \(reason)."
  }

  private var why: String {
    ["## Why", rule.rationale.markdown, refusals].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var refusals: String {
    let refusals = rule.foresees.map { "- \($0.by.rawValue): `\($0.message)`" }
    return refusals.isEmpty ? "" : "Error messages:\n\n" + refusals.joined(separator: "\n")
  }

  private func wrong(_ example: Example) -> String {
    let findings = example.findings(of: rule)
    let messages = findings.map { "\n\n\($0.said)" }.joined()
    return example.place + Self.block(example.underlined, "text") + messages + fix(findings.first, example)
  }

  private func fix(_ finding: Diagnostic?, _ example: Example) -> String {
    guard let fix = finding?.fixes.first, let fixed = example.fixed else { return "" }
    return "\n\n\(Self.remedy(fix, example)) (\(fix.title.escapedForDisplay.markdown)):\n\n"
      + Self.block(fixed, example.language)
  }

  /// The command `fix` changes only XML; options are in scripts, which are the reader's own.
  private static func remedy(_ fix: Fix, _ example: Example) -> String {
    switch (example.context, fix.safety) {
    case (.commandLine, _): "What helps"
    case (_, .safe): "`virt-channel fix` makes it"
    case (_, .unsafe): "`virt-channel fix --unsafe` makes it"
    }
  }

  private func right(_ example: Example) -> String { example.place + Self.block(example.xml, example.language) }

  private func section(_ title: String, _ examples: [String]) -> String {
    examples.isEmpty ? "" : "## \(title)\n\n" + examples.joined(separator: "\n\n")
  }

  /// Options have no place for a comment.
  private var silence: String {
    guard !rule.bad.contains(where: \.isCommandLine) else { return "" }
    return """
      ## Silence

      `<!-- virt-channel: ignore \(rule.id.code) the reason -->` before an element silences the rule for it and all it holds,
      with `ignore-file` for the whole file; `--ignore \(rule.id.code)` for one run.
      """
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
      let severity = rule.severity.rawValue + (rule.isOptIn ? " (opt-in)" : "")
      text += "| \(rule.id.code) | \(link) | \(severity) | \(rule.summary.markdown) |\n"
    }
  }
}

extension Diagnostic {
  /// The message and the help, as Markdown.
  fileprivate var said: String {
    "\(severity.rawValue): \(message.escapedForDisplay.markdown)"
      + (help.map { "; help: \($0.escapedForDisplay.markdown)" } ?? "")
  }
}

extension String {
  /// The text with its tags as code, which Markdown would take for its own.
  fileprivate var markdown: String {
    let parts = replacing("|", with: "\\|").split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { number, part in
      number.isMultiple(of: 2) ? String(part).replacing(/<[^<>]*>/) { "`\($0.output)`" } : String(part)
    }.joined(separator: "`")
  }
}

extension Example {
  /// What Markdown calls its language.
  fileprivate var language: String {
    isCommandLine ? "sh" : "xml"
  }

  fileprivate var isCommandLine: Bool {
    if case .commandLine = context { true } else { false }
  }

  /// Where it holds, when that is not the newest versions on a pc.
  fileprivate var place: String {
    var words: [String] = []
    if case .devices(let machine, _) = context, machine != "pc" { words.append("on the machine \(machine)") }
    if versions != .newest { words.append("with libvirt \(versions.libvirt) and QEMU \(versions.qemu)") }
    guard !words.isEmpty else { return "" }
    let text = words.joined(separator: " ")
    return "\(text.prefix(1).uppercased())\(text.dropFirst()):\n\n"
  }

  /// The XML with carets below what is wrong, control characters escaped.
  var underlined: String {
    let lines = marked.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.flatMap { Self.underlined($0) }.joined(separator: "\n")
  }

  private static func underlined(_ line: Substring) -> [String] {
    var (shown, carets) = ("", "")
    var markedFrom: Int?
    for character in line {
      switch character {
      case "⟦": markedFrom = shown.count
      case "⟧":
        let start = markedFrom ?? shown.count
        carets += String(repeating: " ", count: start - carets.count)
        carets += String(repeating: "^", count: max(1, shown.count - start))
        markedFrom = nil
      default: shown += String(character).escapedForDisplay
      }
    }
    return carets.isEmpty ? [shown] : [shown, carets]
  }
}
