internal import ArgumentParser
internal import GuestAgent
internal import JSONText

/// What all `agent` commands that ask for one result share.
struct AgentOptions: ParsableArguments {
  @OptionGroup var talk: TalkOptions

  @Option(help: "Output format; json also prints failures to standard output (default: json).")
  var format: AgentFormat?

  /// Asks the agent and shows the result: as JSON, or as `text` words it for people.
  func show(
    _ endpoint: String?, _ streams: inout Streams, text: (JSONValue) -> String,
    _ ask: (inout any AgentDialogue) throws(ChannelError) -> JSONValue
  ) throws -> ExitStatus {
    do {
      var session = try talk.open(endpoint, streams)
      let result = try ask(&session)
      streams.output.write((format == .text ? text(result) : result.text(.pretty)) + "\n")
      return .clean
    } catch let failure as ChannelError {
      if format == .json { streams.output.write(failure.json.text(.pretty) + "\n") }
      return failure.report(&streams)
    }
  }
}

/// How the result of an `agent` command is shown.
enum AgentFormat: String, CaseIterable, ExpressibleByArgument {
  /// The reply of the agent.
  case json
  /// A table or a sentence for users.
  case text
}
