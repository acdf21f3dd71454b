internal import Resolution
internal import SourceText

/// The page of a rule as Markdown, which `explain` prints and `docs/rules` contains. Its messages and fixes are those of the linter
/// for the rule's examples.
public struct RulePage: Sendable {
  private let rule: Rule

  /// Creates the page of `rule`.
  public init(_ rule: Rule) { self.rule = rule }

  /// The name of the file in `docs/rules`, such as `VC201.md`.
  public var fileName: String { "\(rule.id.code).md" }

  /// The page as Markdown.
  public var markdown: String {
    let parts = [title, checks, why, examples, fixes, versions, suppression]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var title: String { "# \(rule.id.code) \(rule.id.name)" }

  private var checks: String {
    section("What it checks", ["\(rule.summary.markdown)\n\nSeverity: \(rule.severity.rawValue)\(optIn)"])
  }

  private var optIn: String {
    guard let reason = rule.optInReason else { return "" }
    return "\n\nOpt-in: checked only where `--select \(rule.id.code)` or the configuration names it, because \(reason)."
  }

  private var why: String { section("Why it matters", [rule.rationale.markdown, sources]) }

  /// The messages that neither an example nor the versions show.
  private var otherRefusals: String {
    let notes = VersionNotes(rule).markdown
    let known = Set(shown.flatMap { $0.findings(of: rule) }.compactMap(\.refusal))
    let refusals = rule.foresees.filter { !known.contains($0) && !notes.contains("`\($0.message)`") }
    let lines = refusals.map { "- \($0.by.rawValue): `\($0.message)`" }
    return lines.isEmpty ? "" : "Error messages in other cases:\n\n" + lines.joined(separator: "\n")
  }

  private var sources: String {
    let files = rule.sources.reduce(into: [(file: String, address: String, names: [String])]()) { files, source in
      guard let file = source.file else { return files.append(("", source.address, [source.name])) }
      if let known = files.firstIndex(where: { $0.file == file }) {
        return files[known].names.append("`\(source.name)`")
      }
      files.append((file, source.address, ["`\(source.name)`"]))
    }
    let lines = files.map { entry in
      entry.file.isEmpty
        ? "- [\(entry.names[0])](\(entry.address))"
        : "- [\(entry.file)](\(entry.address)): \(entry.names.joined(separator: ", "))"
    }
    return "Source:\n\n" + lines.joined(separator: "\n")
  }

  private var shown: [Example] { rule.bad.filter(\.isOnPage) }

  private var examples: String {
    let examples = shown.enumerated().map { index, example in
      let messages = example.findings(of: rule).map { "\n\n\($0.lines)" }.joined()
      let number =
        shown.count > 1 ? "Example \(index + 1)\(example.conditions.map { ", \($0)" } ?? ""):\n\n" : example.place
      return number + Self.block(example.underlined, "text") + messages
    }
    return section("Example", examples + [otherRefusals])
  }

  private var fixes: String {
    let fixes = shown.enumerated().compactMap { index, example in
      fix(example, shown.count > 1 ? " in example \(index + 1)" : "")
    }
    let good = rule.good.filter(\.isOnPage).map { $0.place + Self.block($0.xml, $0.language) }
    let none = fixes.isEmpty ? ["There is no automatic fix."] : fixes
    return section("Fix", none + (good.isEmpty ? [] : ["Correct:"] + good))
  }

  private func fix(_ example: Example, _ which: String) -> String? {
    guard let fix = example.findings(of: rule).first?.fixes.first, let fixed = example.fixed else { return nil }
    let title = fix.title.escapedForDisplay.markdown
    return "\(Self.means(fix, example))\(which): \(title).\n\n" + Self.block(fixed, example.language)
  }

  /// The command `fix` changes only XML, because QEMU options are in scripts.
  private static func means(_ fix: Fix, _ example: Example) -> String {
    switch (example.context, fix.safety) {
    case (.commandLine, _): "Suggested fix"
    case (_, .safe): "Safe fix"
    case (_, .unsafe): "Fix with `--unsafe`"
    }
  }

  private var versions: String { section("Versions", [VersionNotes(rule).markdown]) }

  /// QEMU options have no comments, except those in a domain.
  private var suppression: String {
    let code = rule.id.code
    let comment = """
      `<!-- virt-channel: ignore \(code) REASON -->` before an element suppresses the rule for the element and its content;
      `ignore-file` instead of `ignore` suppresses it for the whole file.
      """
    let inDomain = """
      In a domain, `<!-- virt-channel: ignore \(code) REASON -->` before `<qemu:commandline>` suppresses the rule for its
      options.
      """
    let options = """
      `--ignore \(code)` suppresses the rule for one run, `"ignore": ["\(code)"]` in `.virt-channel.json` for every run.
      """
    if case .commandLine = rule.check { return section("How to suppress", [options]) }
    let isAboutOptions = rule.bad.contains(where: \.isCommandLine)
    return section("How to suppress", [isAboutOptions ? inDomain : comment, options])
  }

  private func section(_ title: String, _ parts: [String]) -> String {
    let parts = parts.filter { !$0.isEmpty }
    return parts.isEmpty ? "" : "## \(title)\n\n" + parts.joined(separator: "\n\n")
  }

  private static func block(_ text: String, _ language: String) -> String {
    "```\(language)\n\(text.hasSuffix("\n") ? String(text.dropLast()) : text)\n```"
  }
}

extension RulePage {
  /// The list of all rules, as Markdown with a link to each page.
  public static var index: String {
    Rule.all.reduce(into: "# Rules\n\n| code | name | severity | finding |\n|---|---|---|---|\n") { text, rule in
      let link = "[\(rule.id.name)](\(RulePage(rule).fileName))"
      let severity = rule.severity.rawValue + (rule.isOptIn ? " (opt-in)" : "")
      text += "| \(rule.id.code) | \(link) | \(severity) | \(rule.summary.markdown) |\n"
    }
  }
}

extension Diagnostic {
  /// The message, the error message of libvirt or QEMU, and the help, as a Markdown list.
  fileprivate var lines: String {
    let lines = [
      "\(severity.rawValue): \(message.escapedForDisplay.markdown)",
      refusal.map { "\($0.by.rawValue): `\($0.message)`" },
      help.map { "help: \($0.escapedForDisplay.markdown)" },
    ]
    return lines.compactMap { $0 }.map { "- \($0)" }.joined(separator: "\n")
  }
}

extension String {
  /// The text with its tags as code, because Markdown would interpret them.
  var markdown: String {
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

  /// The machine, its architecture and the versions, if they are not a pc, x86_64 and the newest ones; or the names of several domains.
  fileprivate var conditions: String? {
    var words: [String] = []
    switch context {
    case .devices("pc", _), .file, .commandLine, .named: break
    case .devices(let machine, "x86_64"): words.append("machine type \(machine)")
    case .devices(let machine, let architecture): words.append("machine type \(machine) (\(architecture))")
    case .domains: words.append("domains \(parts.indices.map { "vm\($0 + 1)" }.joined(separator: " and "))")
    }
    if versions != .newest { words.append("libvirt \(versions.libvirt), QEMU \(versions.qemu)") }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// The conditions as a line above the example.
  fileprivate var place: String {
    guard let conditions else { return "" }
    if case .domains = context { return "The \(conditions):\n\n" }
    return "With \(conditions):\n\n"
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
    return carets.isEmpty ? [shown] : clipped(shown, carets)
  }

  /// A line that is too long for a page, cut at both sides of what is wrong.
  private static func clipped(_ line: String, _ carets: String) -> [String] {
    let start = carets.prefix { $0 == " " }.count
    guard line.count > 250 else { return [line, carets] }
    let (cut, end) = (max(0, start - 40), min(line.count, carets.count + 40))
    return [
      (cut > 0 ? "…" : "") + line.prefix(end).dropFirst(cut) + (end < line.count ? "…" : ""),
      (cut > 0 ? " " : "") + carets.dropFirst(cut),
    ]
  }
}
