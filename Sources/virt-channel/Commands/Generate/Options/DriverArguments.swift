internal import ArgumentParser
internal import VirtChannel

/// Options of the virtio device.
struct DriverArguments: ParsableArguments {
  @Option(help: "Whether the device uses an emulated IOMMU.")
  var iommu: OnOff?

  @Option(help: "Whether the device supports address translation services.")
  var ats: OnOff?

  @Option(help: "Whether packed virtqueues are used.")
  var packed: OnOff?

  @Option(name: .customLong("page-per-vq"), help: "Whether every virtqueue has a page of its own for notifications.")
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
