internal import JSONText
internal import SourceText

/// A program to run in the guest, for `guest-exec`.
public struct GuestCommand: Hashable, Sendable {
  /// The program: a path, or a name that the guest looks up in its `PATH`.
  public let path: String
  /// Its arguments, without the program's own name.
  public let arguments: [String]
  /// Variables, `NAME=VALUE`, that replace the agent's environment; none keeps it.
  public let environment: [String]
  /// What its standard input reads; nil gives it none.
  public let input: [UInt8]?

  /// Makes a command.
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
  /// Runs a program in the guest and waits for its end, asking again and again, as the agent does not report it automatically.
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
