internal import ArgumentParser
internal import VirtChannel

/// `virt-channel generate`.
struct Generate: Command {
  static let configuration = CommandConfiguration(
    abstract: "Print controllers, channels and consoles as XML.",
    discussion: """
      The XML fits virsh attach-device and the <devices> of a domain.

        virt-channel generate channel --preset guest-agent
        virt-channel generate channel --name org.example.0 --path /run/vm/a.sock
        virt-channel generate console --log /var/log/vm/console.log
        virt-channel generate controller --index 1 --ports 64
        virt-channel generate --from devices.json
      """,
    subcommands: [GenerateChannel.self, GenerateController.self, GenerateConsole.self])

  @Flag(help: "List the presets, what they are for and what they need.")
  var listPresets = false

  @Option(
    help: ArgumentHelp("Generate the devices that a JSON file asks for; - is standard input.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var from: String?

  @Flag(help: "Print the JSON Schema of such files.")
  var schema = false

  @OptionGroup
  var input: InputOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    if listPresets { streams.output.write(Preset.table + "\n") }
    if schema { streams.output.write(Self.schemaText) }
    if let from { return try streams.print(devicesOf: streams.read(from, limit: input.limit())) }
    guard listPresets || schema else { throw CleanExit.helpRequest(self) }
    return .clean
  }

  private static var schemaText: String {
    var printer = JSONPrinter(.pretty)
    printer.value(DeviceSpec.schema)
    return String(decoding: printer.bytes, as: UTF8.self) + "\n"
  }
}
