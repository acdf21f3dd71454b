internal import Posix
internal import SourceText

extension ChannelError {
  /// No program in the guest reads: QEMU has not even taken the request from its socket.
  static func portClosed(_ endpoint: Endpoint) -> ChannelError {
    ChannelError(
      .portClosed, "connected to \(endpoint.shown), but no program in the guest has opened the port",
      help: "start qemu-ga in the guest; if it reports that the port does not exist, compare the channel name with "
        + "'virt-channel guest list'; if the guest is booting, use --wait SECONDS")
  }

  /// A program in the guest reads but does not reply.
  static func silent(_ endpoint: Endpoint, _ timeout: Duration) -> ChannelError {
    ChannelError(
      .silent,
      "a program in the guest read the request from \(endpoint.shown) but did not reply within \(timeout.shown)",
      help: "check in the guest that qemu-ga has opened the port, and restart it")
  }

  /// No reply over TCP, where it is unknown whether a program reads.
  static func silentFar(_ endpoint: Endpoint, _ timeout: Duration) -> ChannelError {
    ChannelError(
      .silent, "connected to \(endpoint.shown), but received no reply within \(timeout.shown)",
      help: "start qemu-ga in the guest; if the guest is booting, use --wait SECONDS")
  }

  /// What came is not a reply.
  static func garbage(_ endpoint: Endpoint, _ heard: UnexpectedReply, isEcho: Bool) -> ChannelError {
    let what = isEcho ? "\(endpoint.shown) echoes the request" : "\(endpoint.shown) sent '\(heard.excerpt)'"
    return ChannelError(
      .garbage, "\(what), which is not a guest agent reply",
      help: "check the XML for the channel of the agent, and the guest for the program that has opened the port")
  }

  /// The other side has closed the connection.
  static func closed(_ endpoint: Endpoint, _ heard: UnexpectedReply) -> ChannelError {
    let when = heard.isEmpty ? "before replying" : "during a reply"
    return ChannelError(
      .closed, "\(endpoint.shown) closed the connection \(when)", help: "check that the domain is still running")
  }

  /// A command's answer does not come.
  static func late(_ request: AgentRequest, _ timeout: Duration) -> ChannelError {
    ChannelError(
      .timeout, "the agent is running but did not reply to \(request.shown) within \(timeout.shown)",
      help: "increase --timeout SECONDS")
  }

  /// A command's answer does not end.
  static func tooLarge(_ request: AgentRequest, limit: Int) -> ChannelError {
    ChannelError(.tooLarge, "the reply to \(request.shown) exceeds \(limit) bytes")
  }

  /// A command failed.
  static func refused(_ request: AgentRequest, _ error: AgentError) -> ChannelError {
    ChannelError(
      .agentError,
      "\(request.shown) failed: \(error.class.escapedForDisplay): "
        + error.description.escapedForDisplay, help: error.help)
  }
}

extension AgentError {
  /// Help for the reason that the agent gives: after "has been disabled", newer agents state why (qga/main.c).
  package var help: String? {
    if `class` == "CommandNotFound" || description.contains("has not been found") {
      return "'virt-channel agent info' lists the commands of this agent"
    }
    guard let start = description.firstRange(of: "has been disabled")?.upperBound else { return nil }
    let reason = description[start...]
    if reason.contains("frozen") { return Self.thaw }
    return reason.contains("not allowed") ? Self.allow : "\(Self.allow); if file systems are frozen, \(Self.thaw)"
  }

  private static let allow =
    "the command is disabled in the guest; check allow-rpcs and block-rpcs in 'qemu-ga --dump-conf'"
  private static let thaw =
    "thaw the guest's file systems with `virt-channel agent call ENDPOINT guest-fsfreeze-thaw`, "
    + "once the backup that froze them is done"
}

extension AgentRequest {
  fileprivate var shown: String { "'\(command.escapedForDisplay)'" }
}

extension Duration {
  /// `5 s`, `250 ms`.
  var shown: String {
    let milliseconds = components.seconds &* 1000 &+ components.attoseconds / 1_000_000_000_000_000
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
