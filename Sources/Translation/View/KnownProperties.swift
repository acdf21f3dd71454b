/// The properties that QEMU's devices and chardevs have, whether or not domain XML can say them.
package enum KnownProperties {
  /// All that are known.
  package static let all = chardev.union(port).union(controller).union(pci).union(ccw)

  /// The properties of a device; nil for a device that is not supported.
  static func of(driver: String) -> Set<String>? {
    switch driver {
    case VirtioPort.channelDriver, VirtioPort.consoleDriver: port
    case "virtio-serial", "virtio-serial-pci": controller.union(pci).union(["disable-legacy", "disable-modern"])
    case "virtio-serial-pci-transitional", "virtio-serial-pci-non-transitional": controller.union(pci)
    case "virtio-serial-ccw": controller.union(ccw)
    case "virtio-serial-device": controller
    default: nil
    }
  }

  /// Those of every chardev; each backend ignores what it has no use for (`qemu_chardev_opts`).
  static let chardev: Set = [
    "backend", "id", "path", "host", "port", "fd", "localaddr", "localport", "to", "ipv4", "ipv6", "wait", "server",
    "delay", "nodelay", "reconnect", "reconnect-ms", "telnet", "tn3270", "tls-creds", "tls-authz", "websocket", "width",
    "height", "cols", "rows", "mux", "signal", "name", "debug", "size", "chardev", "append", "logfile", "logappend",
    "mouse", "clipboard", "abstract", "tight", "input-path", "encoding",
  ]

  private static let device: Set = ["driver", "id", "bus"]

  private static let port = device.union(["chardev", "name", "nr"])

  private static let controller = device.union([
    "max_ports", "emergency-write", "any_layout", "event_idx", "indirect_desc", "iommu_platform", "notify_on_empty",
    "packed", "queue_reset", "in_order", "use-disabled-flag", "use-started", "x-disable-legacy-check",
  ])

  private static let pci: Set = [
    "addr", "acpi-index", "aer", "ats", "busnr", "class", "failover_pair_id", "ioeventfd", "migrate-extra",
    "modern-pio-notify", "multifunction", "page-per-vq", "rombar", "romfile", "romsize", "sriov-pf", "vectors",
    "virtio-pci-bus-master-bug-migration", "x-ats-page-aligned", "x-disable-pcie", "x-ignore-backend-features",
    "x-pcie-deverr-init", "x-pcie-extcap-init", "x-pcie-flr-init", "x-pcie-lnkctl-init", "x-pcie-lnksta-dllla",
    "x-pcie-pm-init", "x-pcie-ari-nextfn-1", "x-pcie-ext-tag", "x-pcie-err-unc-mask", "x-max-bounce-buffer-size",
  ]

  private static let ccw: Set = ["devno", "dev_id", "subch_id", "ioeventfd", "max_revision", "loadparm"]
}
