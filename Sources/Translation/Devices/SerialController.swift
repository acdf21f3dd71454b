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
  /// `on` on a device without virtio 0.9, how that was said before there were models; never written.
  var disableLegacy: String?
  /// Whether the virtio options stand before the id.
  var virtioComesFirst = true

  mutating func describe(_ coder: inout some PropertyCoder) {
    coder.string("driver", &driver)
    if virtioComesFirst { virtio.describe(&coder) }
    coder.string("id", &id)
    coder.integer("max_ports", &maxPorts)
    coder.integer("vectors", &vectors)
    if !virtioComesFirst { virtio.describe(&coder) }
    bus.describe(&coder)
    coder.string("disable-legacy", &disableLegacy)
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
