internal import GuestAgent

/// A manual page, in the macros of man(7).
struct ManualPage {
  private let command: CommandDescription
  private let version: String
  private let date: String

  init(_ command: CommandDescription, version: String, date: String) {
    self.command = command
    self.version = version
    self.date = date
  }

  /// The page. Its date is that of the version, so that the same program always makes the same page.
  var text: String {
    [title, name, synopsis, description, commands, options, exitStatus, sections, examples, seeAlso].compactMap(\.self)
      .joined()
  }

  private var title: String {
    ".TH \(command.pageName.uppercased().roff) 1 \(date) \"virt-channel \(version)\" \"virt-channel\"\n"
  }

  private var name: String {
    let summary = command.abstract.hasSuffix(".") ? String(command.abstract.dropLast()) : command.abstract
    return ".SH NAME\n\(command.pageName.roff) \\- \(summary.roff)\n"
  }

  private var synopsis: String {
    let arguments = command.arguments.filter(\.names.isEmpty).map { argument in
      let name = "\\fI\((argument.valueName ?? "").roff)\\fR" + (argument.isRepeated ? " ..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    let rest = (command.subcommands.isEmpty ? ["[\\fIoptions\\fR]"] : ["\\fIcommand\\fR"]) + arguments
    return ".SH SYNOPSIS\n\\fB\(command.path.joined(separator: " ").roff)\\fR \(rest.joined(separator: " "))\n"
  }

  private var commands: String? {
    guard !command.subcommands.isEmpty else { return nil }
    return ".SH COMMANDS\n"
      + command.subcommands.map { ".TP\n\\fB\($0.path.last?.roff ?? "")\\fR\n\($0.abstract.roff)\n" }.joined()
  }

  private var exitStatus: String {
    let causes = command.talks ? FailureReason.allCases.map { ($0.exitStatus, $0.summary) } : []
    let all = ExitStatus.explained.map { ($0.rawValue, $1) } + causes + ExitStatus.ofSignals
    return ".SH EXIT STATUS\n" + all.map { ".TP\n\\fB\($0)\\fR\n\($1.roff)\n" }.joined()
  }

  private var sections: String {
    ManualSections(command).all.map { section in
      ".SH \(section.heading)\n"
        + section.entries.map { ".TP\n\\fB\($0.term.roff)\\fR\n\($0.text.roff)\n" }.joined()
    }.joined()
  }

  private var seeAlso: String {
    let parent = [command.path.dropLast()].filter { !$0.isEmpty }.map { $0.joined(separator: "-") }
    let pages = (parent + command.subcommands.map(\.pageName)).map { "\\fB\($0.roff)\\fR(1)" }
    return
      ".SH SEE ALSO\n\((pages + ["\\fBvirt\\-channel\\-rules\\fR(7)", "\\fBvirsh\\fR(1)", "\\fBqemu\\fR(1)"]).joined(separator: ", "))\n"
  }
}

// MARK: Description

extension ManualPage {
  /// The paragraphs of the help.
  private var description: String? {
    guard !command.discussion.isEmpty else { return nil }
    let paragraphs = discussion.filter { !$0.hasPrefix("  ") }
    guard !paragraphs.isEmpty else { return nil }
    return ".SH DESCRIPTION\n" + paragraphs.map { String($0).roff + "\n" }.joined(separator: ".PP\n")
  }

  /// The indented paragraphs of the help: command lines.
  private var examples: String? {
    let paragraphs = discussion.filter { $0.hasPrefix("  ") }
    return paragraphs.isEmpty ? nil : ".SH EXAMPLES\n" + paragraphs.map(example).joined()
  }

  private var discussion: [Substring] { command.discussion.split(separator: "\n\n") }

  private func example(_ text: Substring) -> String {
    let lines = text.split(separator: "\n").map { String($0.drop { $0 == " " }).roff + "\n" }
    return ".RS 4\n.nf\n\(lines.joined()).fi\n.RE\n"
  }
}

// MARK: Options

extension ManualPage {
  /// The options in the groups of the help text.
  private var options: String {
    var sections: [String?] = []
    for argument in command.arguments where !sections.contains(argument.section) { sections.append(argument.section) }
    let groups = sections.filter { $0 != nil } + sections.filter { $0 == nil }
    return ".SH OPTIONS\n"
      + groups.map { section in
        let title = groups.count > 1 ? ".SS \((section ?? "Other options").roff)\n" : ""
        return title + command.arguments.filter { $0.section == section }.map(entry).joined()
      }.joined()
  }

  private func entry(_ argument: ArgumentDescription) -> String {
    let value = argument.valueName.map { "\\fI\($0.roff)\\fR" }
    let names = argument.names.map { "\\fB\($0.roff)\\fR" }.joined(separator: ", ")
    let term = [names, value ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    return ".TP\n\(term)\n\(argument.abstract.roff)\n" + remarks(argument).map { "\($0.roff)\n" }.joined()
  }

  private func remarks(_ argument: ArgumentDescription) -> [String] {
    let values = argument.values.isEmpty ? nil : "One of \(argument.values.joined(separator: ", "))."
    return [values, argument.defaultValue.map { "The default is \($0)." }].compactMap(\.self)
  }
}

extension String {
  /// The text as roff takes it: nothing in it is a request or an escape, and dashes are those one can copy.
  var roff: String {
    let escaped = replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&\($0)" : String($0) }.joined(separator: "\n")
  }
}
