internal import ArgumentParser
internal import LintRules
internal import SourceText

/// `explain`: the page of a rule, or the list of all or of a family.
struct Explain: Command {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Describe a rule, or list all rules or those of a family.",
    discussion: """
      On a terminal the page is formatted for reading; otherwise it is Markdown.

        virt-channel explain
        virt-channel explain VC2
        virt-channel explain VC201
        virt-channel explain duplicate-port
      """)

  @Argument(
    help: ArgumentHelp("Code (VC201) or name (duplicate-port) of the rule, or a family (VC2).", valueName: "rule"),
    completion: .rules, transform: RuleArgument.init)
  var rule: RuleArgument?

  @Flag(help: "Print the list of rules as Markdown, with links to the rule pages.")
  var markdown = false

  @OptionGroup var display: DisplayOptions

  func run(_ streams: inout Streams) -> ExitStatus {
    switch rule?.choice {
    case .rule(let rule):
      let page = RulePage(rule).markdown
      streams.output.write(display.isRendered ? RenderedMarkdown(page, display.style).text : page)
    case .family(let rules): streams.output.write(Self.list(rules))
    case nil where markdown: streams.output.write(RulePage.index)
    case nil: streams.output.write(Self.list(Rule.all))
    }
    return .clean
  }

  private static func list(_ rules: [Rule]) -> String {
    let rows = rules.map { rule in
      let optIn = rule.optInReason.map { " (opt-in: \($0))" } ?? ""
      return [rule.id.code, rule.id.name, rule.severity.rawValue, rule.summary + optIn]
    }
    return TextTable(rows).text + "\n"
  }
}

/// A rule or a family of rules as an argument names it.
struct RuleArgument {
  enum Choice {
    case rule(Rule)
    case family([Rule])
  }

  let choice: Choice

  init(_ text: String) throws {
    do throws(RuleSelector.Unknown) {
      let selector = try RuleSelector(text, among: Rule.ids)
      let rules = Rule.all.filter { selector.matches($0.id) }
      if case .rule = selector, let rule = rules.first { choice = .rule(rule) } else { choice = .family(rules) }
    } catch {
      throw ValidationError(error.description)
    }
  }
}
