package import JSONText

/// The agent's reply to one request.
package enum AgentReply: Hashable, Sendable {
  /// The command's result.
  case result(JSONValue)
  /// The command failed.
  case failure(AgentError)

  /// Reads one line; nil when it is not a reply.
  package init?(line: [UInt8]) {
    guard let message = try? JSONValue(parsing: line).object else { return nil }
    if let result = message["return"] {
      self = .result(result)
    } else if let error = message["error"], let description = error["desc"]?.string {
      self = .failure(AgentError(class: error["class"]?.string ?? "GenericError", description: description))
    } else {
      return nil
    }
  }
}

/// The error with which the agent answers a command.
package struct AgentError: Hashable, Sendable {
  /// `GenericError`, `CommandNotFound`, and so on.
  let `class`: String
  /// The agent's own words.
  let description: String

  package init(class: String = "GenericError", description: String) {
    self.class = `class`
    self.description = description
  }
}
