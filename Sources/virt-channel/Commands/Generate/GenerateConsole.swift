internal import ArgumentParser
internal import VirtChannel

/// `virt-channel generate console`.
struct GenerateConsole: Command {
  static let configuration = CommandConfiguration(
    commandName: "console",
    abstract: "Generate a console, a text terminal of the guest.",
    discussion: """
      Without options, the console is a virtio console on a pseudoterminal (pty).

        virt-channel generate console
        virt-channel generate console --type unix --path /srv/vm/console.sock
        virt-channel generate console --log /var/log/vm/console.log --port 0
      """)

  @OptionGroup(title: "Console")
  var console: ConsoleOptions

  @OptionGroup(title: "Source")
  var source: SourceOptions

  @OptionGroup(title: "Port")
  var port: PortOptions

  @OptionGroup(title: "Destination")
  var destination: DestinationOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    let settings = source.settings + [console.targetSetting] + port.settings
    let request = DeviceRequest(.console, preset: console.preset, settings: settings, at: console.location)
    return try OutputTarget(destination).deliver(DeviceSpec([request]), to: &streams)
  }
}
