public import JSONText

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
