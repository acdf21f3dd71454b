public import JSONText

/// A command for the QEMU guest agent.
public struct AgentRequest: Hashable, Sendable {
  /// The name of the command, such as `guest-info`.
  public let command: String
  /// The arguments, which are empty for many commands.
  public let arguments: JSONObject

  /// Creates a request.
  public init(_ command: String, _ arguments: JSONObject = [:]) {
    self.command = command
    self.arguments = arguments
  }

  /// Whether the agent does not reply when the command succeeds (`'success-response': false` in qga/qapi-schema.json).
  public var isAnsweredOnlyByFailure: Bool { Self.silentCommands.contains(command) }

  private static let silentCommands: Set = [
    "guest-shutdown", "guest-suspend-disk", "guest-suspend-ram", "guest-suspend-hybrid",
  ]

  /// The request as it goes over the wire.
  var line: [UInt8] {
    Array("\(text)\n".utf8)
  }

  /// The request as one line of JSON, without a line end.
  package var text: String {
    var message: JSONObject = ["execute": .string(command)]
    if !arguments.isEmpty { message["arguments"] = .object(arguments) }
    return "\(JSONValue.object(message))"
  }
}
