internal import ArgumentParser
internal import VirtChannel

/// What the guest sees of a channel.
struct ChannelOptions: ParsableArguments {
  @Option(help: "Preset to start from; see 'virt-channel generate --list-presets'.")
  var preset: Preset?

  @Option(help: "Name of the port in the guest, such as org.example.0.")
  var name: String?

  @Option(help: "Target type (default: virtio).")
  var target: ChannelTarget.Kind.Word?

  @Option(help: ArgumentHelp("guestfwd: IPv4 address in the guest network, 10.0.2.0/24.", valueName: "address"))
  var targetAddress: String?

  @Option(help: ArgumentHelp("guestfwd: TCP port at that address.", valueName: "port"))
  var targetPort: Int?

  /// Where the device as a whole is asked for.
  var location: Setting.Location { preset == nil ? .none : .option("--preset") }

  /// What the options ask for.
  var targetSetting: Setting {
    Setting(
      .target,
      [
        Setting(.type, target, "--target"), Setting(.name, name, "--name"),
        Setting(.address, targetAddress, "--target-address"), Setting(.port, targetPort, "--target-port"),
      ])
  }
}
