internal import ArgumentParser
internal import Files
internal import GuestAgent
internal import JSONText
internal import SourceText

/// `agent exec`: a program in the guest.
struct AgentExec: Command {
  static let configuration = CommandConfiguration(
    commandName: "exec", abstract: "Run a program in the guest and show what it wrote.",
    usage: "virt-channel agent exec [options] ENDPOINT PROGRAM [ARGUMENT ...]",
    discussion: """
      Standard output, standard error and the exit status are the program's own; a signal N gives 128 + N, and of an exit code \
      beyond 255 the lowest eight bits are left, or 255 where they are zero. Options stand before \
      ENDPOINT, everything after PROGRAM is the program's.

        virt-channel agent exec /run/vm.sock uname -r
        virt-channel agent exec --stdin --domain vm.xml tee /etc/motd < motd
      """)

  @OptionGroup var talk: TalkOptions

  @Option(help: ArgumentHelp("How long the program may run; without it, as long as it likes.", valueName: "seconds"))
  var limit: Seconds?

  @Option(
    help: ArgumentHelp("A variable of the program's environment, which replaces the agent's.", valueName: "name=value"))
  var env: [String] = []

  @Flag(help: "Give the program standard input, all of it at once.")
  var stdin = false

  @Flag(help: "Show what the agent returned instead.")
  var json = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The endpoint unless --domain is given, the program, and its arguments.", valueName: "word"))
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
    guard let path = words.popFirst() else { throw ValidationError("Which program? Give its path or its name.") }
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
    if result.isTruncated { streams.complain("qemu-ga has kept the first 16 MB of the output only") }
    if result.isExitCodeShortened, let code = result.exitCode {
      streams.complain("the exit code is \(code), which an exit status cannot hold; it ends with \(result.exitStatus)")
    }
    return ExitStatus(rawValue: result.exitStatus)
  }
}
