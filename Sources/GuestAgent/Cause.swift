/// Why the host and the guest do not talk. Each cause asks for something else to be done, so each has its own exit status.
public enum Cause: String, CaseIterable, Sendable {
  /// The domain XML rules out that this channel is ever reached: wrong name, a kind without socket, no channel at all.
  case impossible
  /// There is no file at the socket's path.
  case noSocket = "no-socket"
  /// The file system does not let this user connect.
  case permissionDenied = "permission-denied"
  /// Nobody listens: the file was left behind, or the port is free.
  case refused
  /// The address names nothing one can connect to, or the network does not get there.
  case unreachable
  /// Another program holds the one connection that QEMU serves.
  case held
  /// libvirt made the socket and talks to the agent itself.
  case ownedByLibvirt = "owned-by-libvirt"
  /// Somebody listens and takes no connection: QEMU is stopped or hangs.
  case notAccepted = "not-accepted"
  /// Connected, but no program in the guest has opened the port.
  case portClosed = "port-closed"
  /// A program in the guest took what was sent and says nothing.
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

  /// The exit status of a command that failed for this cause: 110 and up, which few programs use themselves.
  public var exitStatus: Int32 {
    110 + Int32(Self.allCases.firstIndex(of: self) ?? 0)
  }
}
