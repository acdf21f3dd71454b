internal import VirtChannel

/// The sections of a manual page that follow from a command's options: each is there where an option reads it.
struct ManualSections {
  private let options: Set<String>
  private let isRoot: Bool

  init(_ command: CommandDescription) {
    options = Set(command.arguments.flatMap(\.names))
    isRoot = command.path.count == 1
  }

  /// A heading with its entries: the term, and what is said of it.
  typealias Section = (heading: String, entries: [(term: String, text: String)])

  /// The sections that have entries, in the order of man-pages(7).
  var all: [Section] { [configuration, suppressions, environment, files].filter { !$0.entries.isEmpty } }

  private func has(_ names: String...) -> Bool { isRoot || names.contains(where: options.contains) }

  private var configuration: Section {
    let keys = [
      ("select, ignore", "Lists of rules to check or to skip."),
      ("per-file-ignores", "Lists of rules to skip in the files that match a path pattern."),
      ("exclude", "Path patterns of files to skip."),
      ("severity", "The minimum severity to report: error, warning or note."),
      ("fail-on", "The minimum severity for exit status 1: error, warning, note or never."),
      ("baseline", "The file with the accepted findings."),
      ("libvirt, qemu", "The versions to target."),
      ("session", "Whether the domains are domains of qemu:///session."),
      ("max-size", "The maximum input size."),
    ]
    return ("CONFIGURATION", has("--config") ? keys : [])
  }

  private var suppressions: Section {
    let comments = [
      ("<!-- virt-channel: ignore RULE[,RULE...] reason -->", "Suppresses rules for the next element and its content."),
      ("<!-- virt-channel: ignore-file RULE[,RULE...] reason -->", "Suppresses rules for the whole file."),
    ]
    return ("SUPPRESSING FINDINGS", has("--select") ? comments : [])
  }

  private var environment: Section {
    var entries: [(String, String)] = []
    if has("--color") {
      entries.append(("NO_COLOR", "If set and not empty, the output is not colored unless --color always is given."))
    }
    if has("--connect") {
      entries.append(("LIBVIRT_DEFAULT_URI", "The libvirt that --connect without a URI uses, as in virsh(1)."))
    }
    if has("--write") {
      entries.append(
        (
          "STATE_DIRECTORY, XDG_STATE_HOME",
          "With --connect and --write: the directory for copies of the previous XML; by default /var/lib/virt-channel for root and ~/.local/state/virt-channel for other users."
        ))
    }
    if has("--session") {
      entries.append(("XDG_RUNTIME_DIR, XDG_CONFIG_HOME", "With --session: the directories of generated socket paths."))
    }
    return ("ENVIRONMENT", entries)
  }

  private var files: Section {
    var entries: [(String, String)] = []
    if has("--config") {
      entries.append(
        (".virt-channel.json", "The configuration, searched for in the directory of the input and its parents."))
    }
    if isRoot {
      entries.append(
        ("/usr/share/virt-channel/schemas", "JSON Schemas of the configuration and of the other JSON formats."))
    }
    return ("FILES", entries)
  }
}

/// virt-channel-rules(7): every rule in a line or two.
struct RulesManual {
  let version: String
  let date: String

  /// The page, in the macros of man(7).
  var text: String {
    let intro = """
      .TH VIRT\\-CHANNEL\\-RULES 7 \(date) "virt-channel \(version)" "virt-channel"
      .SH NAME
      virt\\-channel\\-rules \\- what virt\\-channel lint checks
      .SH DESCRIPTION
      Each rule has a code, a name and a severity. An error is refused by libvirt or QEMU of the selected versions; a warning is accepted but \
      likely to fail later; a note is advice. \\fBvirt\\-channel explain\\fR \\fIRULE\\fR prints the rationale, examples and fixes of a rule.

      """
    let entries = Rule.all.map { rule in
      let severity = rule.severity.rawValue + (rule.isOptIn ? ", only if selected" : "")
      return
        ".TP\n\\fB\(rule.id.code.roff) \(rule.id.name.roff)\\fR (\(severity.roff))\n\(rule.summary.replacing("`", with: "").roff)\n"
    }
    return intro + ".SH RULES\n" + entries.joined()
      + ".SH SEE ALSO\n\\fBvirt\\-channel\\-lint\\fR(1), \\fBvirt\\-channel\\-explain\\fR(1)\n"
  }
}
