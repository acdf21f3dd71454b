internal import ArgumentParser
internal import Files
internal import GuestAgent
internal import Posix

/// `connect`: standard input and output joined to a channel.
struct Connect: Command {
  static let configuration = CommandConfiguration(
    commandName: "connect",
    abstract: "Connect standard input and output to the socket of a channel.",
    discussion: """
      At the end of the input, the sending side of the socket is shut down. QEMU delivers what remains and closes the \
      connection, so when the command ends, the guest has received everything. Use --linger to wait for replies first. With an \
      empty input, such as </dev/null, the command only receives.

        virt-channel connect /run/vm.sock < file        send a file
        virt-channel connect /run/vm.sock < /dev/null   print what the guest sends
        virt-channel connect --linger 1 vm:4444 <<< hello
        virt-channel connect -c vm --channel org.example.0

      A failure has its own exit status; 'virt-channel help agent' lists them.
      """)

  @Argument(help: .endpoint) var endpoint: String?
  @OptionGroup var target: TargetOptions

  @Option(
    help: ArgumentHelp(
      "Seconds to retry while the socket is absent, refuses connections or serves another client.", valueName: "seconds"
    ))
  var wait = Seconds.none

  @Option(
    help: ArgumentHelp(
      "Seconds to wait for a connection, and for sent data to be read (default: no limit).", valueName: "seconds"))
  var timeout: Seconds?

  @Option(
    help: ArgumentHelp(
      "After the end of the input, keep receiving until nothing arrives for this many seconds.", valueName: "seconds"))
  var linger: Seconds?

  @Flag(help: "Reconnect, within the time of --wait, if the peer closes the connection before the input ends.")
  var reconnect = false

  func run(_ streams: inout Streams) throws -> ExitStatus {
    do {
      let endpoint = try target.endpoint(endpoint, streams)
      while try relay.run(connector.connect(to: endpoint), input: StandardFile.input, output: StandardFile.output)
        == .closed
      {
        if !reconnect { throw ChannelError.closedEarly(endpoint) }
      }
      return .clean
    } catch let failure as ChannelError {
      return failure.report(&streams)
    }
  }

  private var connector: Connector {
    var connector = Connector()
    connector.patience = wait.duration
    connector.timeout = timeout?.duration ?? connector.timeout
    return connector
  }

  private var relay: Relay {
    var relay = Relay()
    relay.linger = linger?.duration
    relay.timeout = timeout?.duration
    relay.onStall = {
      StandardStream.error().write(
        "note: no program in the guest has read the data; it may not have opened the port yet\n")
    }
    return relay
  }
}
