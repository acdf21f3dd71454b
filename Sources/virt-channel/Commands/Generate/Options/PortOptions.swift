internal import ArgumentParser
internal import VirtChannel

/// The port of a controller that a channel or console is plugged in, and its name.
struct PortOptions: ParsableArguments {
  @Option(help: "The index of the controller; libvirt chooses one that has a free port.")
  var controller: Int?

  @Option(help: "The number of the port; libvirt chooses a free one.")
  var port: Int?

  @Option(help: "The name in libvirt and QEMU; it begins with ua-.")
  var alias: String?

  /// What the options ask for.
  var settings: [Setting] {
    var address = [Setting(.controller, controller, "--controller"), Setting(.port, port, "--port")]
    if controller != nil || port != nil { address.append(Setting(.type, "virtio-serial", "--controller")) }
    return [Setting(.address, address), Setting(.alias, [Setting(.name, alias, "--alias")])]
  }
}
