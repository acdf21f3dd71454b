/// Connects to the guest agent at an endpoint, with retries.
public struct AgentCaller: Sendable {
  /// The settings for opening a connection.
  public var connector = Connector()
  /// Seconds to wait for each reply.
  public var timeout: Duration = .seconds(5)
  /// The time to retry while the agent does not respond, for example while the guest boots; 0 seconds tries once.
  public var patience: Duration = .zero

  /// Creates a caller that tries once.
  public init() {}

  /// Connects to the agent and synchronizes with it. Each retry uses a new connection, because data that was sent while no program
  /// in the guest had the port open is lost. Throws a ``ChannelError`` with the reason of the last attempt.
  public func call(_ endpoint: Endpoint) throws(ChannelError) -> AgentSession {
    let end = Deadline.after(patience)
    while true {
      do throws(ChannelError) {
        return try attempt(endpoint, end)
      } catch {
        guard error.reason.mayPassForAgent, !end.isOver else { throw error }
        pause(.milliseconds(100), until: end)
      }
    }
  }

  private func attempt(_ endpoint: Endpoint, _ end: Deadline) throws(ChannelError) -> AgentSession {
    let connection = try connector.connect(to: endpoint, until: end)
    var session = AgentSession(connection, timeout: patience > .zero ? min(timeout, .seconds(1)) : timeout)
    try session.synchronize()
    session.timeout = timeout
    return session
  }
}

extension FailureReason {
  /// Whether waiting for the agent can help.
  fileprivate var mayPassForAgent: Bool {
    [.noSocket, .refused, .held, .notAccepted, .portClosed, .silent, .garbage, .closed].contains(self)
  }
}
