internal import ArgumentParser
internal import VirtChannel

/// What the guest sees of a console.
struct ConsoleOptions: ParsableArguments {
  @Option(help: "A preset to begin with; generate --list-presets explains them.")
  var preset: Preset?

  @Option(help: "A virtio port (the default), or a console of the guest's machine.")
  var target: ConsoleTarget.Kind?

  @Option(help: "The number of the console; libvirt counts them itself.")
  var targetPort: Int?

  /// Where the device as a whole is asked for.
  var location: Setting.Location { preset == nil ? .none : .option("--preset") }

  /// What the options ask for.
  var targetSetting: Setting {
    Setting(.target, [Setting(.type, target, "--target"), Setting(.port, targetPort, "--target-port")])
  }
}
