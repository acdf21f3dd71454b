internal import ArgumentParser
internal import VirtChannel

/// What the guest sees of a channel.
struct ChannelOptions: ParsableArguments {
  @Option(help: "A preset to begin with; generate --list-presets explains them.")
  var preset: Preset?

  @Option(help: "The name by which the guest finds the channel.")
  var name: String?

  @Option(help: "A virtio port (the default), or a TCP address.")
  var target: ChannelTarget.Kind.Word?

  @Option(help: "guestfwd: the IPv4 address in the guest's network, 10.0.2.0/24.")
  var targetAddress: String?

  @Option(help: "guestfwd: the TCP port at that address.")
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
