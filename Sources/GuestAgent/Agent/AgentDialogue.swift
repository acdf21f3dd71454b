public import JSONText

/// An exchange with the guest agent, through its socket or through libvirt.
public protocol AgentDialogue: ~Copyable {
  /// Synchronizes with the agent, so that the next reply belongs to the next command. Throws the reason if the agent does not respond.
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
  /// Checks whether the agent responds (`guest-ping`). Throws the reason if it does not.
  public mutating func ping() throws(ChannelError) { _ = try call(AgentRequest("guest-ping")) }

  /// The version and the commands of the agent (`guest-info`), as qga/qapi-schema.json of QEMU describes them. Throws if the call
  /// fails.
  public mutating func info() throws(ChannelError) -> JSONValue { try call(AgentRequest("guest-info")) }

  /// The network interfaces of the guest with their addresses (`guest-network-get-interfaces`). Throws if the call fails.
  public mutating func networkInterfaces() throws(ChannelError) -> JSONValue {
    try call(AgentRequest("guest-network-get-interfaces"))
  }
}
