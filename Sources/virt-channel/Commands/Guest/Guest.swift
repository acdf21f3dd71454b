internal import ArgumentParser
internal import GuestAgent

/// `guest`: the other end, for use inside a Linux guest.
struct Guest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guest",
    abstract: "In a Linux guest: list, read and write virtio-serial ports.",
    discussion: """
      PORT is the name of a channel (org.example.0), its device (vport0p1), or the path of either. Only one program in the guest \
      can open a port at a time. A failure has its own exit status; 'virt-channel help agent' lists them.

        virt-channel guest list
        virt-channel guest cat org.example.0 > file
        virt-channel guest send org.example.0 < file
      """,
    subcommands: [GuestList.self, GuestCat.self, GuestSend.self])
}

/// What `guest cat` and `guest send` share.
struct GuestPortOptions: ParsableArguments {
  @Argument(help: "Name of the channel, its device, or the path of either.") var port: String

  @Option(
    help: ArgumentHelp(
      "Seconds to wait for a host program to connect (default: no limit).", valueName: "seconds"))
  var timeout: Seconds?

  @Flag(help: "When the host program disconnects, wait for the next one.")
  var stay = false

  /// Opens the port.
  func open() throws(ChannelError) -> GuestPortStream {
    try GuestPortStream(GuestPort.named(port), timeout: timeout?.duration, staysForNextHost: stay)
  }
}
