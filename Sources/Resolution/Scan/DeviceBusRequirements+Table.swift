internal import DomainModel

// Which bus each kind of device takes, by the word that decides it.
// Source: libvirt `qemuDomainDeviceCalculatePCIConnectFlags` and `qemuDomainPrimeVirtioDeviceAddresses`.
extension DeviceBusRequirements {
  /// The bus requirements of a device other than a controller.
  /// - Parameters:
  ///   - kind: the kind of device.
  ///   - word: the attribute value that decides: the bus of a disk or input device, the model of most others.
  ///   - model: the virtio model, if that is a separate attribute.
  init(of kind: DeviceKind, word: String?, model: Controller.Model?) {
    let word = word ?? ""
    switch kind {
    case .disk, .input: self = word == "virtio" ? .virtio(model) : .none
    case .interface: self = .interface(word)
    case .sound: self = .sound(word)
    case .video: self = .video(word)
    case .hostdev: self = .hostdev(word, model)
    case .memballoon: self = word == "none" || word == "xen" ? .none : .virtio(model)
    case .rng: self = .virtio(model)
    case .filesystem: self = word == "mtp" ? .none : .virtio(model, .channelSubsystem)
    case .vsock: self = .virtio(model, .channelSubsystem)
    case .crypto: self = DeviceBusRequirements(slot: .conventional, transport: .virtio)
    case .shmem: self = .conventional
    case .watchdog: self = word == "i6300esb" ? .conventional : .none
    case .serial: self = word == "pci-serial" ? .conventional : .none
    case .memory: self = word == "virtio-pmem" || word == "virtio-mem" ? .virtio(nil) : .none
    case .iommu: self = word == "virtio" ? .integratedExpress : .none
    case .panic: self = word == "pvpanic" ? .integratedConventional : .none
    case .pstore: self = word == "acpi-erst" ? .conventional : .none
    case .controller, .smartcard, .parallel, .channel, .console, .nvram, .hub, .tpm, .redirdev: self = .none
    }
  }

  private static func interface(_ model: String) -> DeviceBusRequirements {
    switch model.lowercased() {
    case "virtio", "virtio-non-transitional": .virtio(nil)
    case "virtio-transitional": .virtio(.transitional)
    case "usb-net", "spapr-vlan": .none
    case let model where conventionalInterfaces.contains(model): .conventional
    default: .express
    }
  }

  /// The models that libvirt knows (`virDomainNetModel`, with its own spelling of smc91c111) and that are conventional PCI devices. Any
  /// other model takes an Express slot, as network cards of the host do.
  private static let conventionalInterfaces: Set = [
    "netfront", "rtl8139", "e1000", "lan9118", "scm91c111", "vlance", "vmxnet", "vmxnet2", "vmxnet3", "am79c970a",
    "am79c973", "82540em", "82545em", "82543gc",
  ]

  private static func sound(_ model: String) -> DeviceBusRequirements {
    switch model {
    case "es1370", "ac97", "ich6", "ich9": .conventional
    case "virtio": .virtio(nil)
    default: .none
    }
  }

  private static func video(_ model: String) -> DeviceBusRequirements {
    switch model {
    case "virtio": .virtio(nil)
    case "vga", "cirrus", "vmvga", "xen", "vbox", "qxl", "parallels": .conventional
    case "bochs": .express
    default: .none
    }
  }

  private static func hostdev(_ type: String, _ model: Controller.Model?) -> DeviceBusRequirements {
    switch type {
    case "pci", "vfio-pci": .express
    case "vfio-ccw": DeviceBusRequirements(slot: .none, transport: .channelSubsystem)
    case "scsi_host": .virtio(model)
    default: .none
    }
  }

  /// What a controller is plugged in; nowhere where libvirt knows no model of it.
  init(of controller: ControllerFacts) {
    switch (controller.kind, controller.model) {
    case (.pci, .pci(let model)): self = DeviceBusRequirements(slot: .pci(model), transport: .fixed)
    case (.virtioSerial, let model): self = .virtio(model?.virtio)
    case (.sata, _): self = .conventional
    case (.ide, _): self = controller.index == 0 ? .none : .conventional
    case (.usb, .usb(let model)): self = .usb(model)
    case (.usb, _): self = .conventional
    case (.scsi, .scsi(let model)): self = .scsi(model)
    case (.scsi, _): self = .anySCSI
    case (.pci, _), (.fdc, _), (.ccid, _), (.xenbus, _), (.isa, _): self = .none
    }
  }

  private static func usb(_ model: USBModel) -> DeviceBusRequirements {
    switch model {
    case .necXHCI, .qemuXHCI: .express
    case .absent, .qusb1, .qusb2: .none
    default: .conventional
    }
  }

  /// Every SCSI controller goes where virtio devices go; only the virtio ones take Express slots.
  private static let anySCSI = DeviceBusRequirements(slot: .conventional, transport: .virtio)

  private static func scsi(_ model: SCSIModel) -> DeviceBusRequirements {
    switch model {
    case .virtio, .nonTransitional: .virtio(nil)
    case .transitional, .lsilogic: anySCSI
    case .ncr53c90, .ibmvscsi: .none
    }
  }
}
