internal import DomainModel
internal import Resolution

extension SerialController {
  /// The controller of a domain.
  init(_ resolved: ResolvedController, _ versions: Versions) {
    let controller = resolved.controller
    driver = Self.driver(controller, versions)
    if !versions.supports(.virtioModels) { (disableLegacy, disableModern) = Self.disabled(controller.model) }
    virtio = VirtioOptions(controller.driver, versions)
    id = resolved.id
    maxPorts = controller.ports
    vectors = controller.vectors
    bus = BusAddress(controller, pciBus: resolved.pciBus, versions)
    virtioComesFirst = versions.supports(.virtioOptionsFirst)
  }

  private static func driver(_ controller: Controller, _ versions: Versions) -> String {
    let transport =
      switch controller.address?.kind {
      case .ccw: "ccw"
      case .virtioMMIO: "device"
      default: "pci"
      }
    let model =
      switch controller.model {
      case .transitional where versions.supports(.virtioModels): "-transitional"
      case .nonTransitional where versions.supports(.virtioModels): "-non-transitional"
      case .transitional, .nonTransitional, .virtio, nil: ""
      }
    return "virtio-serial-\(transport)\(model)"
  }

  /// The generations of virtio that a model does without, by the options that say so where QEMU has no devices for the models.
  private static func disabled(_ model: Controller.Model?) -> (legacy: String?, modern: String?) {
    switch model {
    case .transitional: ("off", "off")
    case .nonTransitional: ("on", "off")
    case .virtio, nil: (nil, nil)
    }
  }
}

extension VirtioOptions {
  init(_ options: DriverOptions?, _ versions: Versions) {
    iommuPlatform = options?.iommu?.isOn
    ats = options?.ats?.isOn
    packed = options?.packed?.isOn
    pagePerVQ = versions.supports(.pagePerVQ) ? options?.pagePerVQ?.isOn : nil
  }
}

extension BusAddress {
  init(_ controller: Controller, pciBus: String?, _ versions: Versions) {
    switch controller.address?.kind {
    case .pci(let address):
      // A fragment has no PCI topology; libvirt's default bus name is assumed.
      self.init(address, bus: pciBus ?? "pci.\(address.bus ?? 0)")
      acpiIndex = versions.supports(.acpiIndex) ? controller.acpi?.index : nil
    case .ccw(let address):
      self.init()
      devno = address.text
    default: self.init()
    }
  }

  /// An address on the PCI bus of that name.
  init(_ address: PCIAddress, bus: String) {
    self.bus = bus
    multifunction = address.multifunction?.isOn
    addr = Self.text(address)
  }

  private static func text(_ address: PCIAddress) -> String {
    let function = address.function ?? 0
    return "0x\((address.slot ?? 0).hexadecimal())" + (function == 0 ? "" : ".0x\(function.hexadecimal())")
  }
}

extension OnOff {
  /// Whether it is on.
  var isOn: Bool { self == .on }

  init(_ isOn: Bool) { self = isOn ? .on : .off }
}

extension YesNo {
  /// Whether it is yes.
  var isYes: Bool { self == .yes }

  init(_ isYes: Bool) { self = isYes ? .yes : .no }
}
