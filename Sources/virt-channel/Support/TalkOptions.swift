internal import ArgumentParser
internal import GuestAgent
internal import LibvirtAgent

/// How a command that talks to the agent reaches it.
struct TalkOptions: ParsableArguments {
  @OptionGroup var target: TargetOptions

  @Option(help: ArgumentHelp("Seconds to wait for each reply.", valueName: "seconds"))
  var timeout = Seconds.five

  @Option(
    help: ArgumentHelp(
      "Seconds to retry while the agent does not respond (default: 0; for 'agent wait', 300).", valueName: "seconds"))
  var wait: Seconds?

  /// Reaches the agent at an endpoint, or of a domain through libvirt.
  func open(_ word: String?, _ streams: Streams) throws -> any AgentDialogue {
    guard let host = try target.host.open() else {
      return SocketAgent(try call(target.endpoint(word, channel: Self.agentChannel, streams)))
    }
    guard let word else { throw ValidationError("no domain: give its name, UUID or id") }
    let agent = LibvirtAgent(host.host, try host.domain(word), timeout: timeout.duration)
    if let wait = wait?.duration, wait > .zero { try agent.wait(for: wait) }
    return agent
  }

  /// Reaches the agent at an endpoint.
  func call(_ endpoint: Endpoint) throws(ChannelError) -> AgentSession {
    var caller = AgentCaller()
    caller.timeout = timeout.duration
    caller.patience = wait?.duration ?? .zero
    return try caller.call(endpoint)
  }

  /// The name by which qemu-ga looks for its port.
  static let agentChannel = "org.qemu.guest_agent.0"
}
