internal import ArgumentParser
internal import Files
internal import Resolution

@main
struct VirtChannelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "virt-channel", abstract: "Host-guest channels of libvirt domains: generate, check, translate, talk.",
    discussion: """
        virt-channel generate --preset guest-agent --into vm.xml --write
        virt-channel lint vm.xml
        virt-channel map vm.xml
        virt-channel argv vm.xml
        virt-channel agent ping --domain vm.xml
      """,
    version: "virt-channel \(Self.version) (libvirt \(Versions.newest.libvirt), QEMU \(Versions.newest.qemu))",
    subcommands: [
      Generate.self,
      Lint.self,
      Fix.self,
      Explain.self,
      Resolve.self,
      Argv.self,
      XML.self,
      Map.self,
      Connect.self,
      Agent.self,
      Guest.self,
      Manual.self,
    ])

  /// The version of this program.
  static let version = "0.1.0"

  /// The day from which that version is.
  static let date = "2026-11-21"

  /// Runs the command that the arguments name, and ends the process with its status; wrong usage is 2, not 64.
  static func main() async {
    Interruption.surviveRefusedWrites()
    let arguments = ConnectArguments(Array(CommandLine.arguments.dropFirst())).words
    let suggestion = Suggestion(arguments)
    do {
      if let lint = PlainLint(arguments) { WorkingProcess.end(try await lint.outcome().rawValue) }
      var command = try parseAsRoot(suggestion.arguments)
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
      end(error, suggestion)
    }
  }

  private static func end(_ error: any Error, _ suggestion: Suggestion) -> Never {
    let code = exitCode(for: error)
    let explained = fullMessage(for: error)
    let message = code == .validationFailure ? suggestion.added(to: explained) : explained
    var streams = Streams.standard()
    if !message.isEmpty {
      if code == .success { streams.output.write("\(message)\n") } else { streams.errors.write("\(message)\n") }
    }
    let status = code == .validationFailure ? .unusable : ExitStatus(rawValue: code.rawValue)
    WorkingProcess.end(streams.finish(status).rawValue)
  }
}
