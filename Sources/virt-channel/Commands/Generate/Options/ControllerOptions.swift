internal import ArgumentParser
internal import VirtChannel

/// A controller itself.
struct ControllerOptions: ParsableArguments {
  @Option(help: "The number by which channels name it.")
  var index: Int?

  @Option(help: "The number of ports, 2 to 511; port 0 is for a console.")
  var ports: Int?

  @Option(help: "The number of MSI-X vectors.")
  var vectors: Int?

  @Option(help: "What the guest's driver has to know: virtio 0.9 (transitional), 1.0, or either.")
  var model: Controller.Model?

  @Option(help: "The name in libvirt and QEMU; it begins with ua-.")
  var alias: String?

  @Option(help: "What the guest's ACPI tables call it.")
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
