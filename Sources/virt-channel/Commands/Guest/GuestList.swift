internal import ArgumentParser
internal import GuestAgent
internal import JSONText

/// `guest list`: the ports that this guest sees.
struct GuestList: Command {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the virtio-serial ports of this guest.",
    discussion: """
        virt-channel guest list
        virt-channel guest list --format json
      """)

  @Option(help: "Output format.") var format = Format.table

  /// How the ports are shown.
  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

  func run(_ streams: inout Streams) -> ExitStatus {
    let ports = GuestPort.all()
    streams.output.write((format == .json ? JSONValue.array(ports.map(\.json)).text(.pretty) : table(of: ports)) + "\n")
    if ports.isEmpty {
      streams.complain("no ports found; the domain has no channels, or the virtio_console module is not loaded")
    }
    return .clean
  }

  private func table(of ports: [GuestPort]) -> String {
    TextTable([["DEVICE", "CONTROLLER", "NAME"]] + ports.map { [$0.path, $0.controller ?? "-", $0.name ?? "-"] }).text
  }
}

extension GuestPort {
  fileprivate var json: JSONValue {
    var members: JSONObject = ["device": .string(path)]
    members["number"] = number.map(JSONValue.integer)
    members["controller"] = controller.map(JSONValue.string)
    members["name"] = name.map(JSONValue.string)
    return .object(members)
  }
}
