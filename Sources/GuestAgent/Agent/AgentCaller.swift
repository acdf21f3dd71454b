/// Reaches the agent behind an endpoint, as patiently as wanted.
public struct AgentCaller: Sendable {
  /// How a connection is opened.
  public var connector = Connector()
  /// Seconds to wait for each reply.
  public var timeout: Duration = .seconds(5)
  /// How long to go on trying while there is no agent, as when the guest boots.
  public var patience: Duration = .zero

  /// A caller that tries once.
  public init() {}

  /// Connects and synchronizes. While it tries again it connects again each time, because what was said to a port that nothing
  /// in the guest had open is not worth waiting for.
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
