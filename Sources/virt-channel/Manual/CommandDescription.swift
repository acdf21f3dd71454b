internal import JSONText

/// The description of a command, from ArgumentParser's dump.
struct CommandDescription {
  /// The words that lead to it, the program's name first.
  let path: [String]
  let abstract: String
  let discussion: String
  let arguments: [ArgumentDescription]
  let subcommands: [CommandDescription]

  /// Parses the JSON dump of the whole command tree; nil if it is invalid.
  init?(dumped text: String) {
    guard let dump = try? JSONValue(parsing: Array(text.utf8)), let command = dump["command"] else { return nil }
    self.init(command, below: [])
  }

  private init(_ command: JSONValue, below path: [String]) {
    let path = path + [command["commandName"]?.string ?? ""]
    self.path = path
    abstract = command["abstract"]?.string ?? ""
    discussion = command["discussion"]?.string ?? ""
    arguments = (command["arguments"]?.array ?? []).filter(\.isShown).map(ArgumentDescription.init)
    subcommands = (command["subcommands"]?.array ?? []).filter { $0.isShown && $0["commandName"] != "help" }
      .map { CommandDescription($0, below: path) }
  }

  /// The command and all below it.
  var family: [CommandDescription] { [self] + subcommands.flatMap(\.family) }

  /// Whether it communicates with a peer, and has exit statuses for failures to do so.
  var talks: Bool { path.count > 1 && ["agent", "connect", "guest"].contains(path[1]) }

  /// The name of its page: `virt-channel-generate-channel`.
  var pageName: String { path.joined(separator: "-") }
}

/// The description of an option, a flag or an argument.
struct ArgumentDescription {
  /// Its spellings, such as `-j` and `--jobs`; none for an argument.
  let names: [String]
  /// What its value is called; nil for a flag.
  let valueName: String?
  let abstract: String
  /// The words it takes, when they are fixed.
  let values: [String]
  let defaultValue: String?
  let section: String?
  let isRepeated: Bool
  let isOptional: Bool

  fileprivate init(_ argument: JSONValue) {
    names = (argument["names"]?.array ?? []).map { name in
      (name["kind"] == "short" ? "-" : "--") + (name["name"]?.string ?? "")
    }
    valueName = argument["kind"] == "flag" ? nil : argument["valueName"]?.string
    abstract = argument["abstract"]?.string ?? ""
    values = (argument["allValues"]?.array ?? []).compactMap(\.string)
    defaultValue = argument["defaultValue"]?.string
    section = argument["sectionTitle"]?.string
    isRepeated = argument["isRepeating"]?.bool ?? false
    isOptional = argument["isOptional"]?.bool ?? true
  }
}

extension JSONValue {
  fileprivate var isShown: Bool { self["shouldDisplay"]?.bool ?? true }
}
