internal import DomainModel
internal import Resolution

extension SerialController {
  /// The controller of a domain.
  init(_ resolved: ResolvedController, _ versions: Versions) {
    let controller = resolved.controller
    driver = Self.driver(controller)
    virtio = VirtioOptions(controller.driver, versions)
    id = resolved.id
    maxPorts = controller.ports
    vectors = controller.vectors
    bus = BusAddress(controller, pciBus: resolved.pciBus, versions)
    virtioComesFirst = versions.supports(.virtioOptionsFirst)
  }

  private static func driver(_ controller: Controller) -> String {
    let transport =
      switch controller.address?.kind {
      case .ccw: "ccw"
      case .virtioMMIO: "device"
      default: "pci"
      }
    let model =
      switch controller.model {
      case .transitional: "-transitional"
      case .nonTransitional: "-non-transitional"
      case .virtio, nil: ""
      }
    return "virtio-serial-\(transport)\(model)"
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
      // Of a fragment nobody knows the buses; the name that libvirt gives them is meant.
      self.init(address, bus: pciBus ?? "pci.\(address.bus ?? 0)")
      acpiIndex = versions.supports(.acpiIndex) ? controller.acpi?.index : nil
    case .ccw(let address):
      self.init()
      devno = address.text
    default: self.init()
    }
  }

  /// A place on a PCI bus of that name.
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
