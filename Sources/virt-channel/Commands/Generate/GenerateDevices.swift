internal import ArgumentParser
internal import SourceText
internal import VirtChannel

/// `virt-channel generate`, for more than one device.
struct GenerateDevices: Command {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "Generate devices from presets or a JSON file, or remove devices from a domain.",
    discussion: """
      This is the default subcommand of generate.

        virt-channel generate --preset guest-agent --preset console
        virt-channel generate --from devices.json --into vm.xml
        virt-channel generate --remove org.qemu.guest_agent.0 --into vm.xml
        virt-channel generate --replace-spice --into vm.xml --write
      """)

  @Flag(help: "List the presets, their purpose and their requirements.")
  var listPresets = false

  @Option(help: "Generate the devices of this preset; can be repeated.")
  var preset: [Preset] = []

  @Option(
    help: ArgumentHelp("Generate the devices described in this JSON file, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var from: String?

  @Flag(help: "Print the JSON Schema of the --from file.")
  var schema = false

  @Option(
    help: ArgumentHelp("With --into: remove the channel of this name; can be repeated.", valueName: "name"))
  var remove: [String] = []

  @Flag(help: "With --into: replace SPICE with VNC and a qemu-vdagent channel.")
  var replaceSpice = false

  @OptionGroup(title: "Destination")
  var destination: DestinationOptions

  func validate() throws {
    if destination.into == nil, !remove.isEmpty || replaceSpice {
      throw ValidationError(
        "--\(remove.isEmpty ? "replace-spice" : "remove") requires --into FILE")
    }
  }

  func run(_ streams: inout Streams) throws -> ExitStatus {
    if listPresets { streams.output.write(Preset.table + "\n") }
    if schema { streams.output.write(Self.schemaText) }
    if from != nil || !preset.isEmpty || !remove.isEmpty || replaceSpice { return try deliver(&streams) }
    guard listPresets || schema else { throw CleanExit.helpRequest(Generate.self) }
    return .clean
  }

  /// What goes is taken out before what comes is put in.
  private func deliver(_ streams: inout Streams) throws -> ExitStatus {
    let file = try from.map { path in
      SourceFile(
        name: path == "-" ? "<stdin>" : path, bytes: try streams.read(path, limit: destination.input.limit()))
    }
    let asked = file.map(DeviceSpec.read) ?? DeviceSpec([])
    let presets = preset.map { DeviceRequest($0, at: .option("--preset")) }
    return try OutputTarget(destination, text: file).deliver(
      DeviceSpec(presets + asked.requests, requestErrors: asked.requestErrors), to: &streams
    ) { editor in
      (replaceSpice ? editor.replacingSpice() : .success(editor)).map { $0.removing(channelsNamed: remove) }
    }
  }

  private static var schemaText: String {
    var printer = JSONPrinter(.pretty)
    printer.value(DeviceSpec.schema)
    return String(decoding: printer.bytes, as: UTF8.self) + "\n"
  }
}
