package import GuestAgent
package import JSONText
package import LibvirtHost
internal import SourceText

/// The guest agent of a domain, reached through libvirt, which holds the agent's socket while the agent runs.
package struct LibvirtAgent: AgentDialogue, Sendable {
  private let host: LibvirtHost
  private let domain: HostDomain
  /// How long one answer may take; libvirt counts in seconds.
  private let timeout: Duration

  package init(_ host: LibvirtHost, _ domain: HostDomain, timeout: Duration) {
    self.host = host
    self.domain = domain
    self.timeout = timeout
  }

  /// libvirt synchronizes before each command itself.
  package func synchronize() throws(ChannelError) { _ = try call(AgentRequest("guest-ping")) }

  /// Waits until the agent answers.
  package func wait(for patience: Duration) throws(ChannelError) {
    let end = Deadline.after(patience)
    while true {
      do throws(ChannelError) {
        return try synchronize()
      } catch {
        guard Self.passing.contains(error.reason), !end.isOver else { throw error }
        pause(.milliseconds(500))
      }
    }
  }

  private static let passing: Set<FailureReason> = [.domainOff, .portClosed, .silent, .timeout]

  package func call(_ request: AgentRequest) throws(ChannelError) -> JSONValue {
    let seconds = max(1, Int(timeout.components.seconds) + (timeout.components.attoseconds > 0 ? 1 : 0))
    switch try asking({ () throws(HostError) in
      try host.agentCommand(request.text, of: domain, seconds: seconds)
    }) {
    case .success(let reply): return try result(reply, of: request)
    case .failure(let complaint):
      if let refusal = complaint.agentRefusal {
        throw ChannelError(
          .agentError, "the agent rejected '\(request.command.escapedForDisplay)': \(refusal)", help: help(for: refusal)
        )
      }
      throw AgentDiagnosis(
        domain: domain, state: try asking { () throws(HostError) in try host.state(of: domain) }, option: host.option
      )
      .cause(of: complaint, request, seconds: seconds)
    }
  }

  private func help(for refusal: String) -> String? {
    guard refusal.contains("frozen") else { return AgentError(description: refusal).help }
    return "run virsh domfsthaw \(domain.name.escapedForDisplay), once the backup that froze the file systems is done"
  }

  private func result(_ reply: [UInt8], of request: AgentRequest) throws(ChannelError) -> JSONValue {
    let message = (try? JSONValue(parsing: reply))?.object
    if let result = message?["return"] { return result }
    if request.isAnsweredOnlyByFailure { return [:] }
    throw ChannelError(.garbage, "virsh printed no reply of the guest agent to '\(request.command.escapedForDisplay)'")
  }

  /// A libvirt that cannot be asked is a cause like others.
  private func asking<Answer>(_ question: () throws(HostError) -> Answer) throws(ChannelError) -> Answer {
    do throws(HostError) { return try question() } catch {
      throw ChannelError(.unreachable, error.description)
    }
  }
}

extension AgentComplaint {
  /// The agent's own words when it refuses a command.
  fileprivate var agentRefusal: String? {
    guard let range = text.firstRange(of: "unable to execute QEMU agent command '") else { return nil }
    let rest = text[range.upperBound...]
    return rest.firstRange(of: "': ").map { String(rest[$0.upperBound...]) } ?? String(rest)
  }
}
