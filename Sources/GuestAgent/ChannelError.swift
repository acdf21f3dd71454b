/// What went wrong between the host and the guest, for a program and for a person.
public struct ChannelError: Error, Hashable, Sendable {
  /// What kind of thing went wrong.
  public let reason: FailureReason
  /// What was seen, as a sentence without a full stop.
  public let message: String
  /// What to do about it, as a sentence without a full stop.
  public let help: String?

  /// Makes a failure.
  public init(_ reason: FailureReason, _ message: String, help: String? = nil) {
    self.reason = reason
    self.message = message
    self.help = help
  }
}

extension ChannelError: CustomStringConvertible {
  /// What was seen and what to do about it: `connection refused; start the domain`.
  public var description: String { help.map { "\(message); \($0)" } ?? message }
}

/// Why the host and the guest do not talk. Each cause asks for something else to be done, so each has its own exit status.
///
/// Scripts rely on the numbers: new causes go to the end.
public enum FailureReason: String, CaseIterable, Sendable {
  /// The domain XML rules out that this channel is ever reached: wrong name, a kind without socket, no channel at all.
  case impossible
  /// There is the socket does not exist.
  case noSocket = "no-socket"
  /// The file system does not let this user connect.
  case permissionDenied = "permission-denied"
  /// Nothing listens: the file was left behind, or the port is free.
  case refused
  /// The address names nothing one can connect to, or the network does not get there.
  case unreachable
  /// Another program holds the one connection that QEMU serves.
  case held
  /// libvirt holds the connection and talks to the agent itself.
  case ownedByLibvirt = "owned-by-libvirt"
  /// A process listens but does not accept the connection: QEMU is stopped or hung.
  case notAccepted = "not-accepted"
  /// Connected, but no program in the guest has opened the port.
  case portClosed = "port-closed"
  /// A program in the guest took what was sent and does not reply.
  case silent
  /// What came back is not the agent's protocol.
  case garbage
  /// The other side closed the connection.
  case closed
  /// The agent is there, but this command's answer did not come in time.
  case timeout
  /// The answer is longer than allowed.
  case tooLarge = "too-large"
  /// The agent answered with an error.
  case agentError = "agent-error"
  /// In the guest: there is no such port.
  case noPort = "no-port"
  /// In the guest: no program on the host is connected.
  case hostAbsent = "host-absent"
  /// libvirt reports that the domain is shut off or paused.
  case domainOff = "domain-off"
  /// The running domain has no channel for the agent, but its next start will have one.
  case needsRestart = "needs-restart"

  /// The exit status of a command that failed for this cause: 100 and up, which few programs use themselves.
  public var exitStatus: Int32 {
    100 + Int32(Self.allCases.firstIndex(of: self) ?? 0)
  }

  /// The cause in a few words, for a table of exit statuses.
  public var summary: String {
    switch self {
    case .impossible: "no such channel in the domain XML, or no socket"
    case .noSocket: "the socket does not exist"
    case .permissionDenied: "permission denied"
    case .refused: "connection refused: nothing listens there"
    case .unreachable: "not a socket, unknown host, or network unreachable"
    case .held: "another client is connected to QEMU"
    case .ownedByLibvirt: "libvirt is connected to the agent"
    case .notAccepted: "the listening process does not accept the connection"
    case .portClosed: "no program in the guest has opened the port"
    case .silent: "a guest program reads the port but does not reply"
    case .garbage: "the reply is not in the guest agent protocol"
    case .closed: "the peer closed the connection"
    case .timeout: "the agent responds, but this command timed out"
    case .tooLarge: "a reply exceeds the size limit"
    case .agentError: "the agent returned an error"
    case .noPort: "in the guest: no such port"
    case .hostAbsent: "in the guest: no host program is connected"
    case .domainOff: "the domain is shut off or paused"
    case .needsRestart: "the channel exists after the next start only"
    }
  }
}
