import GuestAgent
import TestKit

/// A session with a fake agent.
func session(
  with agent: FakeAgent, timeout: Duration = .seconds(10), replyLimit: Int = AgentSession.defaultReplyLimit
) throws(ChannelError) -> AgentSession {
  AgentSession(try Connector().connect(to: .unix(path: agent.path)), timeout: timeout, replyLimit: replyLimit)
}

/// The failure of some work; nil when it succeeds.
func failure(_ work: () throws -> Void) -> ChannelError? {
  do {
    try work()
    return nil
  } catch {
    return error as? ChannelError
  }
}
