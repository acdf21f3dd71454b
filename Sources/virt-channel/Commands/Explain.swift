internal import ArgumentParser
internal import LintRules
internal import SourceText

/// `explain`: the page of a rule, or the list of all.
struct Explain: Command {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule, or list all rules.",
    discussion: """
        virt-channel explain
        virt-channel explain VC201
        virt-channel explain duplicate-port
      """)

  @Argument(
    help: ArgumentHelp("A code (VC201) or a name (duplicate-port).", valueName: "rule"), completion: .rules,
    transform: RuleArgument.init)
  var rule: RuleArgument?

  @Flag(help: "Print the list of all rules as Markdown, with links to their pages.")
  var markdown = false

  func run(_ streams: inout Streams) -> ExitStatus {
    if let rule = rule?.rule {
      streams.output.write(RulePage(rule).markdown)
    } else if markdown {
      streams.output.write(RulePage.index)
    } else {
      let rules = Rule.all.map { [$0.id.code, $0.id.name, $0.summary] }
      streams.output.write(TextTable(rules).text + "\n")
    }
    return .clean
  }
}

/// A rule as an argument names it.
struct RuleArgument {
  let rule: Rule

  init(_ text: String) throws {
    guard let rule = Rule.named(text) else {
      let near =
        Rule.all.flatMap { [$0.id.code, $0.id.name] }.nearest(to: text).map { "; did you mean '\($0)'?" } ?? "."
      throw ValidationError("There is no rule '\(text.escapedForDisplay)'\(near)")
    }
    self.rule = rule
  }
}
