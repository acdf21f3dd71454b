internal import ArgumentParser
internal import GuestAgent
internal import JSONText

/// `agent call`: any command of the agent.
struct AgentCall: Command {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Send any command to the agent.",
    usage: "virt-channel agent call [<options>] ENDPOINT COMMAND [ARGUMENTS]",
    discussion: """
      ARGUMENTS is a JSON object. For a command that succeeds without a reply, such as guest-shutdown, {} is printed.

        virt-channel agent call /run/vm.sock guest-get-time
        virt-channel agent call --domain vm.xml guest-file-open '{"path":"/a"}'
      """)

  @Argument(
    help: ArgumentHelp(
      "Endpoint (omit it with --domain), command, and its arguments as a JSON object.", valueName: "argument"))
  var words: [String]

  @OptionGroup var options: AgentOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    var words = words[...]
    let endpoint = options.talk.target.domain == nil ? words.popFirst() : nil
    guard let command = words.popFirst(), words.count <= 1 else {
      throw ValidationError("expected a command and, optionally, its arguments as one JSON object")
    }
    let request = AgentRequest(command, try words.first.map(JSONObject.init(argument:)) ?? [:])
    return try options.show(endpoint, &streams, text: { $0.text(.pretty) }) { session throws(ChannelError) in
      try session.call(request)
    }
  }
}

extension JSONObject {
  fileprivate init(argument: String) throws {
    do throws(JSONError) {
      guard let object = try JSONValue(parsing: Array(argument.utf8)).object else {
        throw JSONError(at: 0, expected: .token("'{'"))
      }
      self = object
    } catch {
      throw ValidationError("the arguments are not a JSON object: \(error) at byte \(error.offset)")
    }
  }
}
