internal import ArgumentParser
internal import GuestAgent
internal import Posix

/// `guest cat`: prints the data that the host sends.
struct GuestCat: Command {
  static let configuration = CommandConfiguration(
    commandName: "cat", abstract: "Print what the host sends, until the host program disconnects.",
    discussion: """
        virt-channel guest cat org.example.0 > file
        virt-channel guest cat --stay vport0p1
      """)

  @OptionGroup var options: GuestPortOptions

  func run(_ streams: inout Streams) -> ExitStatus {
    streams.reportingFailure { () throws(ChannelError) in
      var stream = try options.open()
      try stream.copy(to: StandardFile.output)
    }
  }
}
