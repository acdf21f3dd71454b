// Which bus each kind of device takes, by the word that decides it.
// Source: libvirt `qemuDomainDeviceCalculatePCIConnectFlags` and `qemuDomainPrimeVirtioDeviceAddresses`.
extension Wiring {
  /// What a device other than a controller is plugged in.
  /// - Parameters:
  ///   - kind: the kind of device.
  ///   - word: what decides it: the bus of a disk or input device, the model of most others.
  ///   - model: the virtio model, where that is another word.
  init(of kind: DeviceKind, word: String?, model: String?) {
    let known = Self.table[kind]?[word ?? ""]
    switch (kind, word) {
    case (.disk, "virtio"), (.input, "virtio"), (.hostdev, "scsi_host"): self = .virtio(model)
    case (.memballoon, "none"), (.memballoon, "xen"): self = .none
    case (.memballoon, _), (.rng, _): self = .virtio(word)
    case (.filesystem, "mtp"): self = .none
    case (.filesystem, _): self = .virtio(model, .channelSubsystem)
    case (.vsock, _): self = .virtio(word, .channelSubsystem)
    case (.interface, _): self = known ?? .conventional
    case (.shmem, _): self = .conventional
    case (.crypto, _): self = Wiring(slot: .conventional, transport: .virtio)
    default: self = known ?? .none
    }
  }

  private static let table: [DeviceKind: [String: Wiring]] = [
    .interface: [
      "virtio": .virtio(nil), "virtio-non-transitional": .virtio(nil),
      "virtio-transitional": .virtio("virtio-transitional"), "e1000e": .express, "igb": .express,
      "usb-net": .none, "spapr-vlan": .none, "lan9118": .none, "smc91c111": .none,
    ],
    .sound: [
      "es1370": .conventional, "ac97": .conventional, "ich6": .conventional, "ich9": .conventional,
      "virtio": .virtio(nil),
    ],
    .video: [
      "virtio": .virtio(nil), "vga": .conventional, "cirrus": .conventional, "vmvga": .conventional,
      "xen": .conventional, "vbox": .conventional, "qxl": .conventional, "parallels": .conventional,
      "bochs": .express,
    ],
    .hostdev: [
      "pci": .express, "vfio-pci": .express, "vfio-ccw": Wiring(slot: .none, transport: .channelSubsystem),
    ],
    .watchdog: ["i6300esb": .conventional],
    .serial: ["pci-serial": .conventional],
    .memory: ["virtio-pmem": .virtio(nil), "virtio-mem": .virtio(nil)],
    .iommu: ["virtio": .integratedExpress],
    .panic: ["pvpanic": .integratedConventional],
    .pstore: ["acpi-erst": .conventional],
  ]

  /// What a controller is plugged in.
  /// - Parameter model: the model; nil where libvirt knows none.
  init(of kind: ControllerKind, model: String?, index: Int, on machine: Machine) {
    switch kind {
    case .virtioSerial: self = .virtio(model)
    case .pci: self = model.flatMap(PCIModel.init).map { Wiring(slot: .pci($0), transport: .fixed) } ?? .none
    case .sata: self = .conventional
    case .ide: self = index == 0 ? .none : .conventional
    case .usb: self = Self.usb[model ?? ""] ?? .conventional
    case .scsi: self = Self.scsi[model ?? ""] ?? Wiring(slot: .conventional, transport: .virtio)
    case .fdc, .ccid, .xenbus, .isa: self = .none
    }
  }

  private static let usb: [String: Wiring] = ["nec-xhci": .express, "qemu-xhci": .express, "none": .none]

  /// Every SCSI controller goes where virtio devices go; only the virtio ones take Express slots.
  private static let scsi: [String: Wiring] = [
    "virtio-scsi": .virtio(nil), "virtio-non-transitional": .virtio(nil), "ncr53c90": .none, "ibmvscsi": .none,
  ]
}
