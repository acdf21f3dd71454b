internal import ArgumentParser
internal import GuestAgent
internal import JSONText

/// `agent call`: any command of the agent.
struct AgentCall: Command {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Run any command of the agent.",
    usage: "virt-channel agent call [options] ENDPOINT COMMAND [ARGUMENTS]",
    discussion: """
      ARGUMENTS is a JSON object. A command that succeeds without an answer, such as guest-shutdown, shows {}.

        virt-channel agent call /run/vm.sock guest-set-user-password '{"username":"root","password":"...","crypted":false}'
      """)

  @Argument(help: .endpoint, transform: Endpoint.init(parsing:)) var endpoint: Endpoint
  @Argument(help: "The command: guest-get-time.") var command: String
  @Argument(help: "Its arguments: a JSON object.", transform: JSONObject.init(argument:)) var arguments: JSONObject =
    [:]
  @OptionGroup var options: AgentOptions

  func run(_ streams: inout Streams) -> ExitStatus {
    let request = AgentRequest(command, arguments)
    return options.show(endpoint, &streams, text: { $0.text(.pretty) }) { session throws(TalkFailure) in
      try session.call(request)
    }
  }
}

extension JSONObject {
  fileprivate init(argument: String) throws {
    guard let object = try JSONValue(parsing: Array(argument.utf8)).object else {
      throw ValidationError("a JSON object stands in braces")
    }
    self = object
  }
}
