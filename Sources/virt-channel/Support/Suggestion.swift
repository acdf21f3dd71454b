internal import ArgumentParser
internal import SourceText

/// Suggests the intended word for unknown commands, options and values.
struct Suggestion {
  /// The arguments to parse. `help lnit` is as wrong as `lnit`, where ArgumentParser shows the help of the program.
  let arguments: [String]

  /// Looks at the arguments of the program, without its own name.
  init(_ arguments: [String]) {
    let rest = Array(arguments.dropFirst())
    let isVain = arguments.first == "help" && Self.walk(rest).unknown != nil
    self.arguments = isVain ? rest : arguments
  }

  /// A usage error with a suggestion on the first line.
  func added(to message: String) -> String { addedToFirstLine(of: ofCommand(message)) }

  /// A complaint of a command that was parsed alone, which ArgumentParser ends with the usage of the program.
  private func ofCommand(_ message: String) -> String {
    let path = Self.walk(arguments).path
    guard !path.isEmpty else { return message }
    return message.replacing(
      "Usage: virt-channel <subcommand>\n  See 'virt-channel --help'",
      with: "  See 'virt-channel \(path.joined(separator: " ")) --help'")
  }

  private func addedToFirstLine(of message: String) -> String {
    let firstLine = message.prefix { $0 != "\n" }
    if let sentence = command ?? option(in: firstLine) {
      return "\(firstLine). \(sentence)\(message.dropFirst(firstLine.count))"
    }
    guard let sentence = value(in: firstLine) else { return message }
    return message.replacing("'. Please ", with: "'. \(sentence) Please ", maxReplacements: 1)
  }

  /// A sentence such as `Did you mean 'generate channel'?`; nil if all words name commands, or the unknown word
  /// resembles none.
  var command: String? {
    let (path, known, unknown) = Self.walk(arguments)
    return unknown.flatMap { known.meant(by: $0) }.map { meant in
      "Did you mean '\((path + [meant]).joined(separator: " "))'?"
    }
  }

  /// The command path that the words lead to, the subcommands there, and the first unknown word.
  private static func walk(_ arguments: [String]) -> (path: [String], known: [String], unknown: String?) {
    var command: any ParsableCommand.Type = VirtChannelCommand.self
    var path: [String] = []
    for word in arguments where !word.hasPrefix("-") {
      let subcommands = command.configuration.subcommands
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        let known = subcommands.map { $0._commandName }
        return (path, known, known.isEmpty ? nil : word)
      }
      command = next
      path.append(word)
    }
    return (path, [], nil)
  }

  /// A suggestion for a value that ArgumentParser refuses.
  private func value(in complaint: Substring) -> String? {
    guard let match = complaint.firstMatch(of: /The value '(.*)' is invalid for '(--[a-z-]+)/) else { return nil }
    let values = options.first { $0.names.contains(String(match.output.2)) }?.values ?? []
    return values.meant(by: String(match.output.1)).map { "Did you mean '\($0)'?" }
  }

  /// A suggestion for an option that a command itself refuses.
  private func option(in complaint: Substring) -> String? {
    guard let match = complaint.wholeMatch(of: /Error: Unknown option '(.*)'/) else { return nil }
    return options.flatMap(\.names).nearest(to: String(match.output.1)).map { "Did you mean '\($0)'?" }
  }

  /// The options of the command that is named, and those of its subcommands.
  private var options: [ArgumentDescription] {
    let path = [VirtChannelCommand.configuration.commandName ?? ""] + Self.walk(arguments).path
    let commands = CommandDescription(dumped: VirtChannelCommand._dumpHelp())?.family ?? []
    return commands.filter { $0.path.starts(with: path) }.flatMap(\.arguments)
  }
}

extension [String] {
  /// The member that a word resembles, or the only one that begins with it.
  fileprivate func meant(by word: String) -> String? {
    if let near = nearest(to: word) { return near }
    let longer = filter { word.count > 1 && $0.hasPrefix(word.lowercased()) }
    return longer.count == 1 ? longer[0] : nil
  }
}
