public import JSONText

/// A dialogue with the guest agent, however its requests travel.
public protocol AgentDialogue: ~Copyable {
  /// Makes sure that the agent is there and that the next answer belongs to the next command.
  mutating func synchronize() throws(ChannelError)

  /// Runs a command and returns its result; a command that succeeds without an answer returns an empty object.
  mutating func call(_ request: AgentRequest) throws(ChannelError) -> JSONValue
}

extension AgentSession: AgentDialogue {}

/// A session over a socket as a value that can be stored as any dialogue.
package final class SocketAgent: AgentDialogue {
  private var session: AgentSession

  package init(_ session: consuming AgentSession) { self.session = session }

  package func synchronize() throws(ChannelError) { try session.synchronize() }

  package func call(_ request: AgentRequest) throws(ChannelError) -> JSONValue { try session.call(request) }
}

extension AgentDialogue where Self: ~Copyable {
  /// `guest-ping`: whether the agent answers.
  public mutating func ping() throws(ChannelError) { _ = try call(AgentRequest("guest-ping")) }

  /// `guest-info`: the agent's version and its commands, as qga/qapi-schema.json describes them.
  public mutating func info() throws(ChannelError) -> JSONValue { try call(AgentRequest("guest-info")) }

  /// `guest-network-get-interfaces`: the guest's interfaces with their addresses.
  public mutating func networkInterfaces() throws(ChannelError) -> JSONValue {
    try call(AgentRequest("guest-network-get-interfaces"))
  }
}
