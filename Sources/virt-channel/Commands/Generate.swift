internal import ArgumentParser
internal import VirtChannel

/// `virt-channel generate`.
struct Generate: Command {
  static let configuration = CommandConfiguration(
    abstract: "Print a controller, channel or console as XML.",
    discussion: """
      The XML fits virsh attach-device and the <devices> of a domain.

        virt-channel generate channel --preset guest-agent
        virt-channel generate channel --name org.example.0 --path /run/vm/example.sock
        virt-channel generate console --log /var/log/vm/console.log
        virt-channel generate controller --index 1 --ports 64
      """,
    subcommands: [GenerateChannel.self, GenerateController.self, GenerateConsole.self])

  @Flag(help: "List the presets, what they are for and what they need.")
  var listPresets = false

  func run(_ streams: inout Streams) throws -> ExitStatus {
    guard listPresets else { throw CleanExit.helpRequest(self) }
    streams.output.write(Preset.table + "\n")
    return .clean
  }
}
