internal import ArgumentParser
internal import VirtChannel

/// What the guest sees of a console.
struct ConsoleOptions: ParsableArguments {
  @Option(help: "Preset to start from; see 'virt-channel generate --list-presets'.")
  var preset: Preset?

  @Option(help: "Target type (default: virtio).")
  var target: ConsoleTarget.Kind?

  @Option(help: ArgumentHelp("Number of the console (default: assigned by libvirt).", valueName: "number"))
  var targetPort: Int?

  /// Where the device as a whole is asked for.
  var location: Setting.Location { preset == nil ? .none : .option("--preset") }

  /// What the options ask for.
  var targetSetting: Setting {
    Setting(.target, [Setting(.type, target, "--target"), Setting(.port, targetPort, "--target-port")])
  }
}
