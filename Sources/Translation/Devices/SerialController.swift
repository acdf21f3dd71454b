internal import DomainModel
internal import QEMUOptions
internal import Resolution

/// A virtio-serial controller as QEMU sees it: a device that brings a bus, `<id>.0`.
///
/// Source: libvirt `qemuBuildControllerDevProps`, `qemuBuildVirtioDevProps`; QEMU `hw/virtio/virtio-serial-pci.c`.
struct SerialController: OptionDescription, Equatable {
  static let flag = OptionFlag.device

  var driver = ""
  var virtio = VirtioOptions()
  var id: String?
  var maxPorts: Int?
  var vectors: Int?
  var bus = BusAddress()
  /// Whether the device does without virtio 0.9 and without virtio 1: `on` and `off`, before QEMU had a device for each model.
  var disableLegacy, disableModern: String?
  /// Whether the virtio options are before the id.
  var virtioComesFirst = true

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("driver", &driver)
    coder.string("disable-legacy", &disableLegacy)
    coder.string("disable-modern", &disableModern)
    if virtioComesFirst { virtio.describe(&coder) }
    coder.string("id", &id)
    coder.integer("max_ports", &maxPorts)
    coder.integer("vectors", &vectors)
    if !virtioComesFirst { virtio.describe(&coder) }
    bus.describe(&coder)
  }
}

/// What QEMU calls the options of a virtio device.
struct VirtioOptions: Equatable {
  var iommuPlatform, ats, packed, pagePerVQ: Bool?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.boolean("iommu_platform", &iommuPlatform)
    coder.boolean("ats", &ats)
    coder.boolean("packed", &packed)
    coder.boolean("page-per-vq", &pagePerVQ)
  }
}

/// Where QEMU plugs a controller in: PCI by `bus` and `addr`, ccw by `devno`, virtio-mmio by nothing.
struct BusAddress: Equatable {
  var bus: String?
  var multifunction: Bool?
  var addr: String?
  /// Slot and function as JSON may write them, as one number.
  var devfn: Int?
  var acpiIndex: Int?
  var devno: String?

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("bus", &bus)
    coder.boolean("multifunction", &multifunction)
    coder.string("addr", &addr, orInteger: &devfn)
    coder.integer("acpi-index", &acpiIndex)
    coder.string("devno", &devno)
  }
}
