internal import ArgumentParser
internal import VirtChannel

/// A controller itself.
struct ControllerOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Controller index, which channel addresses refer to.", valueName: "number"))
  var index: Int?

  @Option(
    help: ArgumentHelp(
      "Number of ports, 2 to 511, including port 0, which only a console can use.", valueName: "number"))
  var ports: Int?

  @Option(help: ArgumentHelp("Number of MSI-X vectors.", valueName: "number"))
  var vectors: Int?

  @Option(
    help:
      "Device model: transitional (virtio 0.9 and 1.0), non-transitional (1.0 only), or chosen by QEMU from the bus (virtio)."
  )
  var model: Controller.Model?

  @Option(help: "Device alias; must begin with ua-.")
  var alias: String?

  @Option(help: ArgumentHelp("Index in the ACPI tables of the guest.", valueName: "number"))
  var acpiIndex: Int?

  /// What the options ask for.
  var settings: [Setting] {
    [
      Setting(.index, index, "--index"), Setting(.ports, ports, "--ports"), Setting(.vectors, vectors, "--vectors"),
      Setting(.model, model, "--model"), Setting(.alias, [Setting(.name, alias, "--alias")]),
      Setting(.acpi, [Setting(.index, acpiIndex, "--acpi-index")]),
    ]
  }
}
