internal import ArgumentParser
internal import VirtChannel

/// Options of the virtio device.
struct DriverArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Enable or disable use of the emulated IOMMU.", valueName: "on|off"))
  var iommu: OnOff?

  @Option(help: ArgumentHelp("Enable or disable Address Translation Services (ATS).", valueName: "on|off"))
  var ats: OnOff?

  @Option(help: ArgumentHelp("Enable or disable packed virtqueues.", valueName: "on|off"))
  var packed: OnOff?

  @Option(
    name: .customLong("page-per-vq"),
    help: ArgumentHelp("Enable or disable one notification page per virtqueue.", valueName: "on|off"))
  var pagePerVQ: OnOff?

  var setting: Setting {
    Setting(
      .driver,
      [
        Setting(.iommu, iommu, "--iommu"), Setting(.ats, ats, "--ats"), Setting(.packed, packed, "--packed"),
        Setting(.pagePerVQ, pagePerVQ, "--page-per-vq"),
      ])
  }
}
