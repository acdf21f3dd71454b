internal import DomainModel
internal import GuestAgent
internal import LibvirtHost
internal import SourceText
internal import XMLTree

/// The reason why the agent does not reply through libvirt, derived from libvirt's message, the running domain and
/// the configuration of its next start.
struct AgentDiagnosis {
  let domain: HostDomain
  let state: DomainState
  /// The option of our commands that selects the libvirt, such as `-c qemu:///system`.
  let option: String

  /// The name by which qemu-ga and libvirt look for the channel.
  private static let name = "org.qemu.guest_agent.0"

  func cause(of complaint: AgentComplaint, _ request: AgentRequest, seconds: Int) -> ChannelError {
    let shown = "'\(domain.name.escapedForDisplay)'"
    if state.word.isEmpty {
      return ChannelError(
        .impossible, "domain \(shown) no longer exists", help: "run 'virsh list --all' to list the domains")
    }
    if state.word != "running" { return off(shown) }
    let running = channels(of: state.running)
    guard let channel = running.first(where: { $0.name == Self.name }) else { return missing(shown, running) }
    guard channel.type == "unix" else {
      return ChannelError(
        .impossible,
        "the agent's channel of \(shown) is of type \(channel.type), which libvirt cannot use for the agent",
        help: "set type='unix' and <source mode='bind'/>, and restart the domain")
    }
    if channel.state == "disconnected" {
      return ChannelError(
        .portClosed, "\(shown) is running, but no program in the guest has opened the agent's port",
        help: "start qemu-ga in the guest; if the guest is booting, use --wait SECONDS")
    }
    return ChannelError(
      .silent,
      "the agent of \(shown) has opened its port but did not reply to '\(request.command.escapedForDisplay)' within "
        + "\(seconds) s: \(complaint.text)",
      help:
        "it may be busy with another command, or hung; increase --timeout, or restart qemu-ga in the guest")
  }

  private func off(_ shown: String) -> ChannelError {
    state.word == "paused"
      ? ChannelError(.domainOff, "domain \(shown) is paused", help: "run virsh resume, then try again")
      : ChannelError(
        .domainOff, "domain \(shown) is \(state.word.escapedForDisplay)", help: "start it with virsh start")
  }

  private func missing(_ shown: String, _ running: [AgentChannel]) -> ChannelError {
    if channels(of: state.inactive).contains(where: { $0.name == Self.name }) {
      return ChannelError(
        .needsRestart,
        "\(shown) is running without the agent's channel; only its configuration for the next start has one",
        help: "shut the domain down and start it, or attach the channel now: \(attachment)")
    }
    let names = running.compactMap(\.name)
    if let near = names.nearest(to: Self.name) {
      return ChannelError(
        .impossible, "the agent's channel of \(shown) is named '\(near.escapedForDisplay)' instead of '\(Self.name)'",
        help:
          "rename it with virt-channel fix --unsafe --write \(option) \(domain.name.escapedForDisplay), and restart the domain"
      )
    }
    let others = names.map { "'\($0.escapedForDisplay)'" }.joined(separator: ", ")
    return ChannelError(
      .impossible, "\(shown) has no channel '\(Self.name)'" + (others.isEmpty ? "" : "; its channels are \(others)"),
      help: "add one: \(attachment)")
  }

  private var attachment: String {
    "virt-channel generate --preset guest-agent --attach \(option) \(domain.name.escapedForDisplay) --write"
  }

  private struct AgentChannel {
    let name: String?
    let state: String?
    let type: String
  }

  private func channels(of xml: [UInt8]) -> [AgentChannel] {
    var parser = Domain.parser()
    guard let domain = Domain.read(parser.parse(SourceFile(name: "", bytes: xml))) else { return [] }
    return domain.channels.compactMap { channel in
      guard case .virtio(let target) = channel.target?.kind else { return nil }
      return AgentChannel(name: target.name, state: target.state, type: channel.source.kind?.rawValue ?? "unknown")
    }
  }
}
