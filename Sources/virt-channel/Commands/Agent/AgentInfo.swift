internal import ArgumentParser
internal import GuestAgent
internal import JSONText
internal import SourceText

/// `agent info`: the agent's version and what it can do.
struct AgentInfo: Command {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Print the version and the commands of the agent.",
    discussion: """
        virt-channel agent info /run/vm.sock
        virt-channel agent info --domain vm.xml --format text
      """)

  @Argument(help: .endpoint) var endpoint: String?
  @OptionGroup var options: AgentOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    try options.show(endpoint, &streams, text: { $0.infoText }) { session throws(ChannelError) in try session.info() }
  }
}

extension JSONValue {
  /// The result of `guest-info`: the version, then the commands, those that are switched off marked.
  fileprivate var infoText: String {
    let commands = self["supported_commands"]?.array ?? []
    let rows = commands.map { command in
      (command["name"]?.string ?? "").escapedForDisplay + (command["enabled"]?.bool == false ? " (disabled)" : "")
    }
    return (["qemu-ga \(self["version"]?.string ?? "")".escapedForDisplay] + rows.sorted()).joined(separator: "\n")
  }
}
