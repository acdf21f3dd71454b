internal import ArgumentParser
internal import Files
internal import GuestAgent
internal import JSONText
internal import SourceText

/// `agent exec`: a program in the guest.
struct AgentExec: Command {
  static let configuration = CommandConfiguration(
    commandName: "exec", abstract: "Run a program in the guest and print its output.",
    usage: "virt-channel agent exec [<options>] ENDPOINT PROGRAM [ARGUMENT ...]",
    discussion: """
      Standard output, standard error and the exit status are those of the program; if signal N ends it, the status is 128 + N. \
      For an exit code beyond 255 the status is its low eight bits, or 255 if they are zero. Options must precede ENDPOINT; \
      everything after PROGRAM is passed to the program.

        virt-channel agent exec /run/vm.sock uname -r
        virt-channel agent exec --stdin --domain vm.xml tee /etc/motd < motd
      """)

  @OptionGroup var talk: TalkOptions

  @Option(help: ArgumentHelp("Seconds that the program may run (default: no limit).", valueName: "seconds"))
  var limit: Seconds?

  @Option(
    help: ArgumentHelp(
      "Environment variable of the program; can be repeated. The given variables replace the environment of the agent.",
      valueName: "name=value"))
  var env: [String] = []

  @Flag(help: "Read standard input to its end, then pass it to the program.")
  var stdin = false

  @Flag(help: "Print the reply of the agent as JSON instead.")
  var json = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "Endpoint (omit it with --domain), program, and arguments of the program.", valueName: "argument"))
  var words: [String]

  /// Words that follow are taken as they are, so that options before them arrive here when they are none of ours.
  func validate() throws {
    guard let word = words.first, word.hasPrefix("-"), word != "--" else { return }
    if ["-h", "--help"].contains(word) { throw CleanExit.helpRequest(self) }
    throw ValidationError("Unknown option '\(word.escapedForDisplay)'")
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    var words = words[...]
    let endpoint = talk.target.domain == nil ? words.popFirst() : nil
    if words.first == "--" { words.removeFirst() }
    guard let path = words.popFirst() else { throw ValidationError("no program given: give its path or name") }
    let input = stdin ? try streams.readInput(Self.inputLimit) : nil
    do {
      var session = try talk.open(endpoint, streams)
      let command = GuestCommand(path, Array(words), environment: env, input: input)
      return show(try session.run(command, until: limit.map { .after($0.duration) } ?? .never), &streams)
    } catch let failure as ChannelError {
      if json { streams.output.write(failure.json.text(.pretty) + "\n") }
      return failure.report(&streams)
    }
  }

  /// qemu-ga takes no longer request than this, Base64 included (qobject/json-streamer.c, `MAX_TOKEN_SIZE`).
  private static let inputLimit = 48 << 20

  private func show(_ result: GuestProcessResult, _ streams: inout Streams) -> ExitStatus {
    if json {
      streams.output.write(result.status.text(.pretty) + "\n")
      return .clean
    }
    streams.output.write(result.output)
    streams.errors.write(result.errorOutput)
    if result.isTruncated { streams.complain("the guest agent truncated the output to its first 16 MB") }
    if result.isExitCodeShortened, let code = result.exitCode {
      streams.complain("the exit code \(code) is not a valid exit status; the exit status is \(result.exitStatus)")
    }
    return ExitStatus(rawValue: result.exitStatus)
  }
}
