internal import ArgumentParser
internal import GuestAgent

/// `virt-channel agent`: talks to the QEMU guest agent.
struct Agent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent",
    abstract: "Talk to the QEMU guest agent behind a channel's socket.",
    discussion: """
      ENDPOINT is the channel's socket on the host: a path, or HOST:PORT; with -c it is a domain, whose agent is reached through \
      libvirt. Results are JSON on standard output, what went wrong \
      is a sentence on standard error and an exit status of its own:

      \(FailureReason.allCases.map(\.row).joined(separator: "\n"))

        virt-channel agent ping /run/vm.sock
        virt-channel agent info --domain vm.xml --format text
        virt-channel agent exec --domain vm.xml uname -r
        virt-channel agent ping -c vm
      """,
    subcommands: [
      AgentPing.self, AgentInfo.self, AgentNetwork.self, AgentExec.self, AgentCall.self, AgentSync.self, AgentWait.self,
    ])
}

extension FailureReason {
  /// `112  permission-denied  this user may not connect`.
  fileprivate var row: String {
    "  \(exitStatus)  \(rawValue)\(String(repeating: " ", count: max(1, 19 - rawValue.count)))\(summary)"
  }
}
