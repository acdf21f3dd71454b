internal import ArgumentParser
internal import SourceText

/// Finds the command that was meant by one that does not exist.
enum CommandSuggestion {
  /// Wrong usage explained, with the command that was meant on the first line.
  static func added(to message: String) -> String {
    guard let sentence = sentence(for: Array(Swift.CommandLine.arguments.dropFirst())) else { return message }
    let firstLine = message.prefix { $0 != "\n" }
    return "\(firstLine). \(sentence)\(message.dropFirst(firstLine.count))"
  }

  /// A sentence such as `Did you mean 'generate channel'?`; nil when every word names a command, or is like none.
  static func sentence(for arguments: [String]) -> String? {
    var command: any ParsableCommand.Type = VirtChannelCommand.self
    var path: [String] = []
    for word in arguments where !word.hasPrefix("-") {
      let subcommands = command.configuration.subcommands
      if let next = subcommands.first(where: { $0._commandName == word }) {
        command = next
        path.append(word)
        continue
      }
      return subcommands.map { $0._commandName }.nearest(to: word).map { meant in
        "Did you mean '\((path + [meant]).joined(separator: " "))'?"
      }
    }
    return nil
  }
}
