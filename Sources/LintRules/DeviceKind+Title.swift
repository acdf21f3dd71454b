internal import Resolution

extension DeviceKind {
  /// What messages call a device of this kind: `sound device`.
  var title: String {
    switch self {
    case .sound, .input, .video, .memory, .crypto, .panic, .pstore, .vsock: "\(elementName) device"
    case .interface: "network interface"
    case .hostdev: "host device"
    case .smartcard: "smart card reader"
    case .serial: "serial port"
    case .parallel: "parallel port"
    case .memballoon: "memory balloon"
    case .rng: "random number generator"
    case .nvram: "NVRAM device"
    case .shmem: "shared memory device"
    case .tpm: "TPM"
    case .redirdev: "redirected USB device"
    case .iommu: "IOMMU"
    case .disk, .controller, .channel, .console, .filesystem, .watchdog, .hub: elementName
    }
  }
}
