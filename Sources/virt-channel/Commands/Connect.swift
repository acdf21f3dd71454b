internal import ArgumentParser
internal import Files
internal import Glibc
internal import GuestAgent

/// `connect`: standard input and output joined to a channel.
struct Connect: Command {
  static let configuration = CommandConfiguration(
    commandName: "connect",
    abstract: "Join standard input and output to a channel's socket, byte for byte.",
    discussion: """
      At the end of the input the sending direction is closed; QEMU then takes what is left and closes the rest, so the end of \
      the command means that the guest has got everything. Use --linger to wait for answers first. An input without a \
      single byte, as </dev/null, only listens.

        virt-channel connect /run/vm.sock < file        send a file
        virt-channel connect /run/vm.sock < /dev/null   show what the guest says
        virt-channel connect --linger 1 vm:4444 <<< hello
        virt-channel connect -c vm --channel org.example.0

      The exit status tells why it did not work; `virt-channel agent --help` has the table.
      """)

  @Argument(help: .endpoint) var endpoint: String?
  @OptionGroup var target: TargetOptions

  @Option(
    help: ArgumentHelp("How long to go on trying while nobody listens or serves another client.", valueName: "seconds"))
  var wait = Seconds.none

  @Option(
    help: ArgumentHelp(
      "How long connecting may take, and bytes stay unread; without it, as long as need be.", valueName: "seconds"))
  var timeout: Seconds?

  @Option(
    help: ArgumentHelp("After the end of the input, stay until nothing has come for so long.", valueName: "seconds"))
  var linger: Seconds?

  @Flag(help: "Connect again, for as long as --wait says, when the other side closes before the input has ended.")
  var reconnect = false

  func run(_ streams: inout Streams) throws -> ExitStatus {
    do {
      let endpoint = try target.endpoint(endpoint, streams)
      while try relay.run(connector.connect(to: endpoint), input: STDIN_FILENO, output: STDOUT_FILENO) == .closed {
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
        "note: no program in the guest has read what was sent; it may not have opened the port yet\n")
    }
    return relay
  }
}
