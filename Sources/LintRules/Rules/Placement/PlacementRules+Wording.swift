internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What libvirt says of a device's place, in our words and in its own.
extension RuleContext {
  func addressTaken(_ address: PCIAddress, of device: DeviceReference, by holder: DeviceReference?) -> FindingWording {
    let owner = holder.map { "by \(description(of: $0))" } ?? "by the chipset"
    return FindingWording(
      .pciAddressConflict, at: rangeOfAddress(of: device), "PCI address \(address.text) is already used \(owner)",
      help: "use a free address, or omit it to let libvirt assign one",
      refusal: .xml("Attempted double use of PCI Address \(address.text)"),
      notes: holder.flatMap(\.node).map { [Diagnostic.Note("the other device", at: document.nameRange(of: $0))] } ?? [])
  }

  func subchannelTaken(_ address: CCWAddress, of device: DeviceReference) -> FindingWording {
    FindingWording(
      .ccwAddressTaken, at: rangeOfAddress(of: device), "CCW device number \(address.text) is already used",
      help: "remove the address to let libvirt assign one",
      refusal: .xml("The CCW devno '\(address.text)' is in use already"))
  }
}

// MARK: No place is left

extension RuleContext {
  func noPCI(for device: DeviceReference) -> FindingWording {
    noPlace(
      at: rangeOfMachine ?? rangeOfAddress(of: device),
      "machine type '\(resolved.machine.type)' has no PCI bus for the \(device.kind.title)",
      .xml("No PCI buses available"))
  }

  func noRoom(for device: DeviceReference, needs connection: String) -> FindingWording {
    noPlace(
      at: rangeOfAddress(of: device), "no free slot accepts \("\(connection)".withArticle)",
      .internalError("No more available PCI slots"))
  }

  func noBusToAdd(for device: DeviceReference, needs connection: String) -> FindingWording {
    noPlace(
      at: rangeOfAddress(of: device),
      "no free slot accepts \("\(connection)".withArticle), and libvirt adds no controller",
      .internalError(refusal(ofBusFor: connection)))
  }

  /// `virDomainPCIAddressSetGrow` names the controller's model, but `virDomainPCIControllerConnectTypeToModel` does not know this one.
  private func refusal(ofBusFor connection: String) -> String {
    connection == PCIModel.pcieToPCIBridge.rawValue
      ? "Cannot automatically add a new PCI bus for a device with connect flags \(versions.supports(.integratedConnectFlag) ? 2000 : 1000)"
      : "a PCI slot is needed to connect a PCI controller model='\(connection)', but none is available, and it cannot be automatically added"
  }

  func noFreeSubchannel(for device: DeviceReference) -> FindingWording {
    noPlace(
      at: rangeOfAddress(of: device), "no CCW device number is free",
      .internalError("There are no more free CCW devnos."))
  }

  private func noPlace(at range: SourceRange, _ message: String, _ refusal: Refusal) -> FindingWording {
    FindingWording(
      .noPCIBus, at: range, message,
      help: "use a machine type with more PCI slots, such as \(roomyMachine), or remove a device", refusal: refusal)
  }

  /// A machine of the domain's architecture with many PCI slots.
  private var roomyMachine: String { ["i686", "x86_64"].contains(resolved.machine.architecture) ? "q35" : "virt" }

  /// Where the machine is stated.
  private var rangeOfMachine: SourceRange? {
    let os = domain.header.node.flatMap { document.child(Name.os.xml, of: $0) }
    return os.flatMap { document.child(Name.type.xml, of: $0) }.map { range(of: .machine, in: SourceNode($0)) }
  }
}

extension [FindingWording] {
  /// The findings about devices without an address, with each refusal once: libvirt stops at the first, and the
  /// others have the same cause.
  var countingDevicesWithoutPlace: [FindingWording] {
    var others: [String: Int] = [:]
    let first = filter { wording in
      guard wording.rule.id == Rule.noPCIBus.id, let refusal = wording.refusal else { return true }
      others[refusal.message, default: -1] += 1
      return others[refusal.message] == 0
    }
    return first.map { wording in
      guard wording.rule.id == Rule.noPCIBus.id, let count = wording.refusal.flatMap({ others[$0.message] }), count > 0
      else { return wording }
      var counted = wording
      counted.message += " (nor for \(count.counted("more device")))"
      return counted
    }
  }
}

// MARK: There is no such address

extension RuleContext {
  func unknownDomain(_ address: PCIAddress, of device: DeviceReference) -> FindingWording? {
    noSuchAddress(
      address, of: device, "PCI domain \(address.domain ?? 0) does not exist",
      "\(address.invalid) Only PCI domain 0 is available")
  }

  func unknownBus(_ address: PCIAddress, of device: DeviceReference, last: Int) -> FindingWording? {
    noSuchAddress(
      address, of: device, "PCI bus \(address.bus ?? 0) does not exist; the last bus is \(last)",
      "\(address.invalid) Only PCI buses up to \(last) are available")
  }

  func wrongBus(_ address: PCIAddress, of device: DeviceReference, needs connection: String) -> FindingWording? {
    noSuchAddress(
      address, of: device, "PCI bus \(address.bus ?? 0) does not accept \("\(connection)".withArticle)",
      "The device at PCI address \(address.text) cannot be plugged into the PCI controller with index='\(address.bus ?? 0)'. It requires a controller that accepts a \(connection)."
    )
  }

  func slotOutOfRange(_ address: PCIAddress, of device: DeviceReference, _ slots: ClosedRange<Int>) -> FindingWording? {
    noSuchAddress(
      address, of: device,
      "PCI bus \(address.bus ?? 0) has \(slots.count == 1 ? "only slot \(slots.lowerBound)" : "the slots \(slots.lowerBound) to \(slots.upperBound)")",
      "\(address.invalid) slot must be \(address.bound(slots))")
  }

  func functionOutOfRange(_ address: PCIAddress, of device: DeviceReference) -> FindingWording? {
    noSuchAddress(
      address, of: device, "a PCI slot has the functions 0 to 7", "\(address.invalid) function must be <= 7")
  }

  /// Nil for an address of a virtio-serial controller that no machine could have: another rule words it.
  private func noSuchAddress(
    _ address: PCIAddress, of device: DeviceReference, _ message: String, _ refusal: String
  ) -> FindingWording? {
    if let controller = domain.controller(at: device.node) {
      guard controller.address?.pci?.isConceivable ?? true else { return nil }
    }
    return FindingWording(
      .noSuchPCIAddress, at: rangeOfAddress(of: device), message,
      help: "use an address that exists, or omit it to let libvirt assign one", refusal: .xml(refusal))
  }
}

// MARK: A controller cannot be there

extension RuleContext {
  func misplacedFixture(_ device: DeviceReference, expected: PCIAddress) -> FindingWording {
    let name = fixtureName(device, at: expected)
    return misplaced(
      device, "the \(name) is part of the chipset and must be at \(expected.shortText)",
      .internalError("\(name) must have PCI address \(expected.shortText)"))
  }

  /// Nil for a model other than that of a root bus: VC233 reports that index 0 belongs to the root bus.
  func wrongRootBus(_ device: DeviceReference, expected: PCIModel) -> FindingWording? {
    let model = device.node.flatMap { document.value(.model, of: $0) } ?? ""
    guard model.isEmpty || model.hasSuffix("-root") else { return nil }
    return misplaced(
      device, "the root bus of machine type '\(resolved.machine.type)' is a \(expected.rawValue)",
      .xml(
        "The PCI controller with index='0' must be model='\(expected.rawValue)' for this machine type, but model='\(model)' was found instead"
      ))
  }

  func indexTooHigh(_ index: Int, of device: DeviceReference) -> FindingWording {
    misplaced(
      device, "PCI controller index \(index) is out of range; the maximum is 255",
      .xml("PCI controller index \(index) too high, maximum is 255"))
  }

  func bridgeBehindItself(_ device: DeviceReference, index: Int, bus: Int) -> FindingWording {
    let numbers = "index \(index) (0x\(index.hexadecimal(digits: 2))) has bus='0x\(bus.hexadecimal(digits: 2))'"
    return misplaced(
      device, "bridge \(index) is on bus \(bus), but its index must be larger than its bus",
      .unsupported("PCI controller at \(numbers), but index must be larger than bus"))
  }

  private func misplaced(_ device: DeviceReference, _ message: String, _ refusal: Refusal) -> FindingWording {
    FindingWording(.misplacedController, at: rangeOfAddress(of: device), message, refusal: refusal)
  }

  private func fixtureName(_ device: DeviceReference, at address: PCIAddress) -> String {
    switch device.node.flatMap({ document.value(.type, of: $0) }) {
    case "ide": "Primary IDE controller"
    case "sata": "Primary SATA controller"
    default: "PIIX3 USB controller at index 0"
    }
  }

  /// A device; where libvirt adds it, the first port, or all devices.
  func rangeOfDevice(_ device: DeviceReference) -> SourceRange {
    device.node.map { document.nameRange(of: $0) } ?? rangeOfAddress(of: device)
  }

  /// The address that a device states; the device, where it states none; where libvirt adds it, the first port, or all devices.
  func rangeOfAddress(of device: DeviceReference) -> SourceRange {
    if let address = address(of: device) { return document.nameRange(of: address) }
    let firstPort = domain.channels.first?.sourceNode ?? domain.consoles.first?.sourceNode ?? SourceNode(domain.devices)
    return range(of: device.node.map { SourceNode($0) } ?? firstPort)
  }
}

extension PCIAddress {
  /// As libvirt's texts abbreviate it: `0:0:1f.2`.
  var shortText: String {
    let numbers = [domain, bus, slot].map { ($0 ?? 0).hexadecimal(digits: 1) }
    return "\(numbers.joined(separator: ":")).\(function ?? 0)"
  }
}

extension PCIAddress {
  /// As libvirt prints it: `0000:00:05.0`.
  var text: String {
    let numbers = [(domain, 4), (bus, 2), (slot, 2)].map { ($0 ?? 0).hexadecimal(digits: $1) }
    return "\(numbers.joined(separator: ":")).\(function ?? 0)"
  }

  /// The beginning of many refusals.
  var invalid: String { "Invalid PCI address \(text)." }

  func bound(_ slots: ClosedRange<Int>) -> String {
    (slot ?? 0) < slots.lowerBound ? ">= \(slots.lowerBound)" : "<= \(slots.upperBound)"
  }

  /// Whether some machine could have it.
  var isConceivable: Bool { bus ?? 0 <= 0xff && slot ?? 0 <= 0x1f && function ?? 0 <= 7 }
}
