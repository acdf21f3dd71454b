internal import ArgumentParser
internal import GuestAgent
internal import Posix

/// `guest send`: standard input for the host.
struct GuestSend: Command {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Send standard input to the host.",
    discussion: """
        virt-channel guest send org.example.0 < file
        journalctl --follow | virt-channel guest send --stay org.example.log
      """)

  @OptionGroup var options: GuestPortOptions

  func run(_ streams: inout Streams) -> ExitStatus {
    streams.reportingFailure { () throws(ChannelError) in
      var stream = try options.open()
      try stream.send(from: StandardFile.input)
    }
  }
}
