internal import ArgumentParser
internal import Files
internal import Posix
internal import Resolution

@main
struct VirtChannelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "virt-channel", abstract: "Generate, check and use the virtio-serial channels of libvirt domains.",
    discussion: """
        virt-channel generate --preset guest-agent --into vm.xml --write
        virt-channel lint vm.xml
        virt-channel map vm.xml
        virt-channel argv vm.xml
        virt-channel agent ping --domain vm.xml
      """,
    version: Self.versionLine,
    subcommands: [
      Generate.self,
      Lint.self,
      Fix.self,
      Explain.self,
      Resolve.self,
      Argv.self,
      XML.self,
      Map.self,
      CompareVersions.self,
      Connect.self,
      Agent.self,
      Guest.self,
      LSP.self,
      Manual.self,
    ])

  /// The version of this program.
  static let version = "0.1.0"

  /// The address of the project.
  static let home = "https://github.com/virt-channel/virt-channel"

  /// The day from which that version is.
  static let date = "2026-11-21"

  /// What `--version` prints: the program and the newest libvirt and QEMU that it knows.
  static var versionLine: String {
    "virt-channel \(version) (libvirt \(Versions.newest.libvirt), QEMU \(Versions.newest.qemu))"
  }

  /// Runs the command that the arguments name, and ends the process with its status; wrong usage is 2, not 64.
  static func main() {
    Interruption.surviveRefusedWrites()
    let arguments = ConnectArguments(Array(CommandLine.arguments.dropFirst())).words
    let suggestion = Suggestion(arguments)
    do {
      if let lint = PlainLint(arguments) { CurrentProcess.end(try lint.outcome().rawValue) }
      if let command = PlainDomainCommand(arguments) { CurrentProcess.end(try command.outcome().rawValue) }
      if arguments == ["--version"] { CurrentProcess.end(printVersion().rawValue) }
      if let command = named(by: arguments) { return try run(command) }
      try run(try parseAsRoot(suggestion.arguments))
    } catch {
      end(error, suggestion)
    }
  }

  /// What asks for help, which names the whole path of a command only where the whole tree is parsed.
  private static let helpWords: Set = ["help", "-h", "--help", "--help-hidden"]

  private static func run(_ command: any ParsableCommand) throws {
    var command = command
    try command.run()
  }

  private static func printVersion() -> ExitStatus {
    var streams = Streams.standard()
    streams.output.write(versionLine + "\n")
    return streams.finish(.clean)
  }

  /// The command that the first word names, parsed alone: the parser then looks at one command instead of all, which
  /// takes most of the startup time. Nil if there is no such command or its arguments are invalid; then the whole
  /// tree is parsed, for its errors and its help.
  private static func named(by arguments: [String]) -> (any ParsableCommand)? {
    guard !arguments.contains(where: helpWords.contains), let word = arguments.first,
      let type = configuration.subcommands.first(where: { $0._commandName == word })
    else {
      return nil
    }
    return try? type.parseAsRoot(Array(arguments.dropFirst()))
  }

  private static func end(_ error: any Error, _ suggestion: Suggestion) -> Never {
    let code = exitCode(for: error)
    let explained = fullMessage(for: error)
    let message =
      code == .validationFailure
      ? UsageMessage(suggestion.added(to: explained), arguments: suggestion.arguments).text : explained
    var streams = Streams.standard()
    if !message.isEmpty {
      if code == .success { streams.output.write("\(message)\n") } else { streams.errors.write("\(message)\n") }
    }
    let status = code == .validationFailure ? .unusable : ExitStatus(rawValue: code.rawValue)
    CurrentProcess.end(streams.finish(status).rawValue)
  }
}
