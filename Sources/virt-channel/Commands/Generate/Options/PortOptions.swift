internal import ArgumentParser
internal import VirtChannel

/// The port of a controller that a channel or console is plugged in, and its name.
struct PortOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Index of the controller (default: one with a free port, chosen by libvirt).", valueName: "index"))
  var controller: Int?

  @Option(help: ArgumentHelp("Port number (default: a free one, chosen by libvirt).", valueName: "number"))
  var port: Int?

  @Option(help: "Device alias; must begin with ua-.")
  var alias: String?

  /// What the options ask for.
  var settings: [Setting] {
    var address = [Setting(.controller, controller, "--controller"), Setting(.port, port, "--port")]
    if controller != nil || port != nil { address.append(Setting(.type, "virtio-serial", "--controller")) }
    return [Setting(.address, address), Setting(.alias, [Setting(.name, alias, "--alias")])]
  }
}
