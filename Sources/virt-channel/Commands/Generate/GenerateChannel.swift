internal import ArgumentParser
internal import VirtChannel

/// `virt-channel generate channel`.
struct GenerateChannel: Command {
  static let configuration = CommandConfiguration(
    commandName: "channel",
    abstract: "Generate a channel, a byte stream between host and guest.",
    discussion: """
      Without a preset, the channel is a Unix socket that QEMU listens on, at a path that libvirt generates.

        virt-channel generate channel --preset guest-agent
        virt-channel generate channel --name org.example.0 --path /srv/vm/a.sock
        virt-channel generate channel --name org.example.0 --type pty --port 3
      """)

  @OptionGroup(title: "Channel")
  var channel: ChannelOptions

  @OptionGroup(title: "Source")
  var source: SourceOptions

  @OptionGroup(title: "Port")
  var port: PortOptions

  @OptionGroup(title: "Destination")
  var destination: DestinationOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let settings = source.settings + [channel.targetSetting] + port.settings
    let request = DeviceRequest(.channel, preset: channel.preset, settings: settings, at: channel.location)
    return try OutputTarget(destination).deliver(DeviceSpec([request]), to: &streams)
  }
}
