internal import ArgumentParser
internal import GuestAgent

/// How a command that talks reaches the other side.
struct TalkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How long one answer may take.", valueName: "seconds"))
  var timeout = Seconds.five

  @Option(help: ArgumentHelp("How long to go on trying while nobody answers.", valueName: "seconds"))
  var wait = Seconds.none

  @Flag(help: "Connect to the agent's socket even where libvirt uses it.")
  var force = false

  /// Reaches the agent at an endpoint.
  func call(_ endpoint: Endpoint) throws(TalkFailure) -> AgentSession {
    var caller = AgentCaller()
    caller.connector.leavesAgentToLibvirt = !force
    caller.timeout = timeout.duration
    caller.patience = wait.duration
    return try caller.call(endpoint)
  }
}
