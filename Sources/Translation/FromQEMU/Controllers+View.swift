internal import DomainModel
internal import QEMUOptions

extension Controller {
  /// The controller of a domain that prints as this one.
  init(_ device: SerialController, index: Int, option: QEMUOption, _ unmapped: inout [UnmappedOption]) {
    self.init(index: index, ports: device.maxPorts, vectors: device.vectors, model: Self.model(device))
    driver = DriverOptions(device.virtio)
    acpi = device.bus.acpiIndex.map { ACPI(index: $0) }
    address = device.address(option, &unmapped)
  }

  private static func model(_ device: SerialController) -> Model? {
    if device.driver.hasSuffix("-non-transitional") || device.disableLegacy == "on" { return .nonTransitional }
    return device.driver.hasSuffix("-transitional") || device.disableLegacy == "off" ? .transitional : nil
  }
}

extension DriverOptions {
  /// The options that are set; nil when none is.
  fileprivate init?(_ options: VirtioOptions) {
    if options == VirtioOptions() { return nil }
    self.init(
      iommu: options.iommuPlatform.map(OnOff.init), ats: options.ats.map(OnOff.init),
      packed: options.packed.map(OnOff.init), pagePerVQ: options.pagePerVQ.map(OnOff.init))
  }
}

extension SerialController {
  fileprivate func address(_ option: QEMUOption, _ unmapped: inout [UnmappedOption]) -> Address? {
    if driver.hasSuffix("-device") { return Address(.virtioMMIO) }
    if let devno = bus.devno {
      if let address = CCWAddress(devno) { return Address(.ccw(address)) }
      unmapped.append(UnmappedOption(.address(devno), at: option["devno"]?.valueLocation))
      return nil
    }
    return bus.pciAddress(option, &unmapped).map { Address(.pci($0)) }
  }
}

extension BusAddress {
  /// The address of a device on PCI; nil if `addr` is missing or the number of the bus is unknown.
  func pciAddress(_ option: QEMUOption, _ unmapped: inout [UnmappedOption]) -> PCIAddress? {
    guard addr != nil || devfn != nil else { return nil }
    guard let busNumber = Self.pciBusNumber(bus) else {
      unmapped.append(UnmappedOption(.pciBus(bus ?? ""), at: option["bus"]?.valueLocation))
      return nil
    }
    guard let (slot, function) = slotAndFunction else {
      unmapped.append(UnmappedOption(.address(addr ?? ""), at: option["addr"]?.valueLocation))
      return nil
    }
    return PCIAddress(
      domain: 0, bus: busNumber, slot: slot, function: function, multifunction: multifunction.map(OnOff.init))
  }

  /// The number in a bus name of libvirt's: `pci.3`, `pcie.0`, and `pci.1.0` of pseries machines.
  private static func pciBusNumber(_ name: String?) -> Int? {
    guard let name, name != "pci" else { return 0 }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0] == "pci" || parts[0] == "pcie" else { return nil }
    return Int(parts[1]).flatMap { (0...255).contains($0) ? $0 : nil }
  }
}

extension BusAddress {
  /// Slot and function, as QEMU reads `addr`: hexadecimal, with or without `0x`.
  fileprivate var slotAndFunction: (Int, Int)? {
    if let devfn { return (devfn >> 3, devfn & 7) }
    let parts = (addr ?? "").split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0.hasPrefix("0x") ? $0.dropFirst(2) : $0, radix: 16) }
    guard numbers.count == parts.count, 1...2 ~= numbers.count, 0...31 ~= numbers[0] else { return nil }
    let function = numbers.count == 2 ? numbers[1] : 0
    return 0...7 ~= function ? (numbers[0], function) : nil
  }
}

extension CCWAddress {
  /// Reads `fe.0.0001`.
  init?(_ devno: String) {
    let parts = devno.split(separator: ".", omittingEmptySubsequences: false).map { Int($0, radix: 16) }
    guard parts.count == 3, let cssid = parts[0], let ssid = parts[1], let number = parts[2] else { return nil }
    self.init(cssid: cssid, ssid: ssid, devno: number)
  }
}
