internal import ArgumentParser
internal import VirtChannel

/// Options of the virtio device.
struct DriverArguments: ParsableArguments {
  @Option(help: "Enable or disable use of the emulated IOMMU.")
  var iommu: OnOff?

  @Option(help: "Enable or disable Address Translation Services (ATS).")
  var ats: OnOff?

  @Option(help: "Enable or disable packed virtqueues.")
  var packed: OnOff?

  @Option(name: .customLong("page-per-vq"), help: "Enable or disable one notification page per virtqueue.")
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
