internal import ArgumentParser
internal import GuestAgent

/// `virt-channel agent`: talks to the QEMU guest agent.
struct Agent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent",
    abstract: "Send commands to the QEMU guest agent through its channel.",
    discussion: """
      ENDPOINT is the host socket of the channel: a path, or HOST:PORT; with -c it is a domain, whose agent is reached through \
      libvirt. Results are printed as JSON to standard output. A failure prints a message to standard error and exits with one \
      of these statuses:

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
