internal import Posix
internal import SourceText

/// The message of virsh when a command of the guest agent fails.
package struct AgentComplaint: Error, Sendable {
  package let text: String
}

/// What a domain is now.
package struct DomainState: Sendable {
  /// The state as virsh prints it: `running`, `shut off`, `paused`; empty if there is no such domain.
  package let word: String
  /// The XML as it runs.
  package let running: [UInt8]
  /// The XML that the next start uses.
  package let inactive: [UInt8]
}

extension LibvirtHost {
  /// Runs a command of the guest agent, one line of JSON, and returns the agent's reply.
  package func agentCommand(
    _ request: String, of domain: HostDomain, seconds: Int
  ) throws(HostError) -> Result<[UInt8], AgentComplaint> {
    let outcome = try virsh.run(["qemu-agent-command", domain.uuid, request, "--timeout", "\(seconds)"])
    if outcome.status == 0 { return .success(outcome.output) }
    let complaints = HostError.complaints(outcome.errors)
    if complaints.first?.hasPrefix("failed to connect") == true { throw HostError(virsh.connecting, outcome.errors) }
    return .failure(AgentComplaint(text: complaints.last ?? "virsh reports no reason"))
  }

  /// What a domain is now.
  package func state(of domain: HostDomain) throws(HostError) -> DomainState {
    let sections = try virsh.run(batch: [
      "domstate \(domain.uuid)", "dumpxml \(domain.uuid)", "dumpxml --inactive \(domain.uuid)",
    ])
    return DomainState(
      word: sections[0].output.lines.first ?? "", running: sections[1].output, inactive: sections[2].output)
  }
}
