internal import JSONText
internal import SourceText

/// A program to run in the guest, for `guest-exec`.
public struct GuestCommand: Hashable, Sendable {
  /// The path of the program, or a name that the guest looks up in its `PATH`.
  public let path: String
  /// The arguments, without the name of the program.
  public let arguments: [String]
  /// The environment variables, as `NAME=VALUE`, which replace the environment of the agent; if empty, the program inherits it.
  public let environment: [String]
  /// The standard input of the program; nil for none.
  public let input: [UInt8]?

  /// Creates a command.
  public init(_ path: String, _ arguments: [String] = [], environment: [String] = [], input: [UInt8]? = nil) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.input = input
  }

  var request: AgentRequest {
    var members: JSONObject = ["path": .string(path), "capture-output": true]
    if !arguments.isEmpty { members["arg"] = .array(arguments.map(JSONValue.string)) }
    if !environment.isEmpty { members["env"] = .array(environment.map(JSONValue.string)) }
    if let input { members["input-data"] = .string(Base64.encode(input)) }
    return AgentRequest("guest-exec", members)
  }
}

extension AgentDialogue where Self: ~Copyable {
  /// Runs a program in the guest and waits until it exits, by polling. Throws if a request fails or the deadline passes.
  public mutating func run(_ command: GuestCommand, until deadline: Deadline = .never) throws(ChannelError)
    -> GuestProcessResult
  {
    let request = command.request
    guard let pid = try call(request)["pid"] else { throw .malformed(request) }
    let question = AgentRequest("guest-exec-status", ["pid": pid])
    var interval = Duration.milliseconds(5)
    while true {
      let status = try call(question)
      if let result = GuestProcessResult(status) { return result }
      guard status["exited"]?.bool == false else { throw .malformed(question) }
      guard !deadline.isOver else { throw .stillRunning(command, pid) }
      pause(interval, until: deadline)
      interval = min(interval * 2, .milliseconds(500))
    }
  }
}

extension ChannelError {
  fileprivate static func malformed(_ request: AgentRequest) -> ChannelError {
    ChannelError(.garbage, "the reply to '\(request.command)' does not match the schema of the guest agent")
  }

  fileprivate static func stillRunning(_ command: GuestCommand, _ pid: JSONValue) -> ChannelError {
    ChannelError(
      .timeout, "'\(command.path.escapedForDisplay)' is still running in the guest as process \(pid)",
      help: "get its result with `agent call guest-exec-status '{\"pid\":\(pid)}'`")
  }
}
