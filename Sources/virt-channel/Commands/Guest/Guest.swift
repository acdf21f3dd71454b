internal import ArgumentParser
internal import GuestAgent

/// `guest`: the other end, for use inside a Linux guest.
struct Guest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guest",
    abstract: "Inside a Linux guest: list the channels' ports, read and write them.",
    discussion: """
      PORT is a channel's name (org.example.0), its device (vport0p1), or a path to either. Only one program in the guest can \
      have a port open at a time. The exit status tells why it did not work; `virt-channel agent --help` has the table.

        virt-channel guest list
        virt-channel guest cat org.example.0 > file
        virt-channel guest send org.example.0 < file
      """,
    subcommands: [GuestList.self, GuestCat.self, GuestSend.self])
}

/// What `guest cat` and `guest send` share.
struct GuestPortOptions: ParsableArguments {
  @Argument(help: "The channel's name, its device, or a path to either.") var port: String

  @Option(
    help: ArgumentHelp(
      "How long to wait for a program on the host; without it, as long as need be.", valueName: "seconds"))
  var timeout: Seconds?

  @Flag(help: "When the program on the host has gone, wait for the next one.")
  var stay = false

  /// Opens the port.
  func open() throws(ChannelError) -> GuestPortStream {
    try GuestPortStream(GuestPort.named(port), timeout: timeout?.duration, staysForNextHost: stay)
  }
}
