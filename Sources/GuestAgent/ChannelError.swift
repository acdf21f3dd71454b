/// The reason why the host cannot communicate with the guest, for programs and for users.
public struct ChannelError: Error, Hashable, Sendable {
  /// The kind of failure, which determines the exit status.
  public let reason: FailureReason
  /// The observation, as a sentence without a full stop.
  public let message: String
  /// The suggested action, as a sentence without a full stop; nil if there is none.
  public let help: String?

  /// Creates an error.
  public init(_ reason: FailureReason, _ message: String, help: String? = nil) {
    self.reason = reason
    self.message = message
    self.help = help
  }
}

extension ChannelError: CustomStringConvertible {
  /// The observation and the suggested action: `connection refused; start the domain`.
  public var description: String { help.map { "\(message); \($0)" } ?? message }
}

/// The reason why the host cannot communicate with the guest. Each reason requires a different action, so each has its own exit status.
///
/// Scripts rely on the numbers, so new reasons are added at the end.
public enum FailureReason: String, CaseIterable, Sendable {
  /// According to the domain XML, the channel cannot be reached: it has another name, a type without a socket, or does not exist.
  case impossible
  /// The socket does not exist.
  case noSocket = "no-socket"
  /// The user is not permitted to open the socket.
  case permissionDenied = "permission-denied"
  /// No program listens on the socket or port.
  case refused
  /// The address is not a socket, the host is unknown, or the network is unreachable.
  case unreachable
  /// Another program uses the only connection that QEMU serves.
  case held
  /// libvirt is connected to the agent.
  case ownedByLibvirt = "owned-by-libvirt"
  /// A process listens but does not accept the connection: QEMU is stopped or hung.
  case notAccepted = "not-accepted"
  /// Connected, but no program in the guest has opened the port.
  case portClosed = "port-closed"
  /// A program in the guest has read the request but does not reply.
  case silent
  /// The reply is not in the protocol of the guest agent.
  case garbage
  /// The peer closed the connection.
  case closed
  /// The agent responds, but the reply to this command did not arrive in time.
  case timeout
  /// The reply exceeds the size limit.
  case tooLarge = "too-large"
  /// The agent returned an error.
  case agentError = "agent-error"
  /// In the guest: there is no such port.
  case noPort = "no-port"
  /// In the guest: no program on the host is connected.
  case hostAbsent = "host-absent"
  /// libvirt reports that the domain is shut off or paused.
  case domainOff = "domain-off"
  /// The running domain has no channel for the agent, but its configuration for the next start has one.
  case needsRestart = "needs-restart"

  /// The exit status of a command that failed for this reason, from 100, because few programs use these numbers.
  public var exitStatus: Int32 {
    100 + Int32(Self.allCases.firstIndex(of: self) ?? 0)
  }

  /// The reason in a few words, for a table of exit statuses.
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
