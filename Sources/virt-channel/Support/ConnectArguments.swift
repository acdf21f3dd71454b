/// The arguments of the command line, with the URI of `-c` and `--connect` joined to the option, because the parser
/// cannot know whether the next argument is a URI or a domain.
struct ConnectArguments {
  /// The words for the parser: `-c qemu:///system vm` is `--connect=qemu:///system vm`, and `-c vm` is `--connect=default vm`.
  let words: [String]

  /// The commands that have the option; `xml` and others pass words on that are not theirs.
  private static let commands = [
    "lint", "fix", "map", "argv", "resolve", "generate", "agent", "connect", "compare", "help",
  ]

  init(_ arguments: [String]) {
    guard let command = arguments.first, Self.commands.contains(command) else {
      words = arguments
      return
    }
    // What follows the program of `agent exec` is its own: there the option comes before all words.
    let isExec = arguments.prefix(2) == ["agent", "exec"]
    var words = Array(arguments.prefix(isExec ? 2 : 1))
    var rest = arguments.dropFirst(words.count)
    var held: String?
    while let word = rest.popFirst() {
      if word == "--" || isExec && !word.hasPrefix("-") && words.last?.hasPrefix("-") != true {
        words += [word] + rest
        break
      }
      if ["--into", "--attach"].contains(word), Self.isOption(rest.first) {
        held = word
        continue
      }
      guard Self.isOption(word) else {
        words.append(word)
        continue
      }
      let uri = rest.first.flatMap { $0.contains("://") ? $0 : nil }
      if uri != nil { rest.removeFirst() }
      words.append("--connect=\(uri ?? HostChoice.usual)")
      if let option = held { words.append(option) }
      held = nil
    }
    self.words = words
  }

  private static func isOption(_ word: String?) -> Bool { word == "-c" || word == "--connect" }
}
